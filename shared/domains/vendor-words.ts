/** What a CNAME's name, or the first label of a TXT value, begins with (R20). */
export const RECORD_PREFIX = 'zb'
/** The vendor's host that records point to (R20). */
export const RECORD_HOST = 'zmverify.zoho.com'
/** The name of the value in a TXT record (R20). */
export const TXT_LABEL = 'zoho-verification'
/** Where the verification file is published (R20). */
export const FILE_PATH = '/zohoverify/verifyforzoho.html'
