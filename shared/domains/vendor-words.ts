/** The vendor's words in what a customer publishes (R20). */
export const RECORD_PREFIX = 'zb'
export const RECORD_HOST = 'zmverify.zoho.com'
export const TXT_LABEL = 'zoho-verification'
export const FILE_PATH = '/zohoverify/verifyforzoho.html'
