/** ข้อกำหนดของโปรแกรม สำหรับทุกคน */
export const terms = {
  'terms.title': 'ข้อกำหนดและเงื่อนไขของโปรแกรม',
  'terms.since': 'เวอร์ชัน {version} มีผลตั้งแต่ {on}',
  'terms.former': 'เวอร์ชันนี้ไม่ใช่เวอร์ชันปัจจุบัน',
  'terms.toCurrent': 'อ่านข้อกำหนดปัจจุบัน',
} as const
