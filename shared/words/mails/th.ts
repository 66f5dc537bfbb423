import type { Catalogue } from './catalogue.ts'

const plan =
  '{plan, select, free {ฟรี} mail_lite {Mail Lite} mail_lite_10 {Mail Lite 10} standard {Standard} mail_premium {Mail Premium} professional {Professional} other {{plan}}}'

/** The words of every mail in Thai. */
export const th: Catalogue = {
  'application-received.subject': 'เราได้รับคำขอความเป็นพันธมิตรของคุณแล้ว',
  'application-received.text': `ขอขอบคุณที่ส่งคำขอความเป็นพันธมิตรในนามของ {companyName}

ทีมงานของเราจะตรวจสอบคำขอและติดต่อกลับภายในวันที่ {dueAt, date, long} การส่งแบบฟอร์มไม่รับประกันการยอมรับคำขอ

ดูสถานะของคำขอได้ที่ {storeUrl}`,

  'application-approved.subject': 'ยินดีต้อนรับสู่โปรแกรมพันธมิตร Workplace',
  'application-approved.text': `ยินดีต้อนรับ! ขณะนี้ {companyName} เป็นตัวแทนจำหน่ายในโปรแกรมพันธมิตร Workplace แล้ว

จัดการลูกค้าทั้งหมดของคุณได้จากที่เดียวในพอร์ทัล Partner Store: {storeUrl}

ลงชื่อเข้าใช้ด้วยบัญชีผู้ให้บริการที่คุณใช้ตามปกติ`,

  'application-rejected.subject': 'ผลการพิจารณาคำขอความเป็นพันธมิตรของคุณ',
  'application-rejected.text': `เราได้ตรวจสอบคำขอของ {companyName} แล้ว และไม่สามารถยอมรับคำขอได้: {reason, select, needs_more_detail {เราต้องการรายละเอียดเพิ่มเติม} does_not_meet_requirements {คำขอไม่เป็นไปตามข้อกำหนด} not_the_right_fit {คำขอยังไม่เหมาะกับโปรแกรม} other {โปรดดูหมายเหตุด้านล่าง}}

{note}

คุณสามารถส่งคำขอใหม่ได้ที่ {storeUrl}`,

  'customer-added.subject': '{partnerName} ได้ตั้งค่า {organizationName} ให้คุณแล้ว',
  'customer-added.text': `{partnerName} ได้เพิ่มองค์กร {organizationName} ({domain}) ของคุณ และกำหนดให้คุณเป็นผู้ดูแลระบบขั้นสูงขององค์กร

{partnerName} จัดการในนามองค์กรของคุณ คุณสามารถถอนสิทธิ์การเข้าถึงนี้ได้ทุกเมื่อที่ {storeUrl}`,

  'domain-verified.subject': 'โดเมน {domain} ได้รับการยืนยันแล้ว',
  'domain-verified.text': `โดเมน {domain} ของ {organizationName} ได้รับการยืนยันแล้ว ขณะนี้สามารถจัดการองค์กรได้อย่างเต็มรูปแบบ`,

  'trial-started.subject': 'การทดลองใช้ของ {organizationName} เริ่มต้นแล้ว',
  'trial-started.text': `{organizationName} ({domain}) ทดลองใช้แผน ${plan} ได้จนถึงวันที่ {endsAt, date, long} เวลา {endsAt, time, short} UTC`,

  'trial-ends-soon.subject': 'การทดลองใช้ของ {organizationName} จะสิ้นสุดในอีก {daysLeft, plural, other {# วัน}}',
  'trial-ends-soon.text': `การทดลองใช้แผน ${plan} ของ {organizationName} ({domain}) จะสิ้นสุดในอีก {daysLeft, plural, other {# วัน}} ในวันที่ {endsAt, date, long} เวลา {endsAt, time, short} UTC

พันธมิตรที่ดูแลองค์กรสามารถขยายการทดลองใช้ หรือเลือกแผนที่มีค่าใช้จ่ายได้ที่ {storeUrl}`,

  'trial-extended.subject': 'การทดลองใช้ของ {organizationName} ได้รับการขยายแล้ว',
  'trial-extended.text': `ขณะนี้การทดลองใช้ของ {organizationName} ({domain}) จะสิ้นสุดในวันที่ {endsAt, date, long} เวลา {endsAt, time, short} UTC

{extensionsLeft, plural, =0 {ไม่สามารถขยายได้อีก} other {สามารถขยายได้อีก # ครั้ง}}`,

  'trial-ended.subject': 'การทดลองใช้ของ {organizationName} สิ้นสุดแล้ว',
  'trial-ended.text': `การทดลองใช้แผน ${plan} ของ {organizationName} ({domain}) สิ้นสุดแล้วในวันที่ {endedAt, date, long} เวลา {endedAt, time, short} UTC ขณะนี้องค์กรอยู่ในแผนฟรี โดยไม่มีผู้ใช้รายใดถูกลบ

หากต้องการใช้แผน ${plan} ต่อไป พันธมิตรที่ดูแลองค์กรสามารถเลือกแผนที่มีค่าใช้จ่ายได้ที่ {storeUrl}`,

  'trial-used-before.subject': 'การทดลองใช้ของ {organizationName} สิ้นสุดแล้ว เนื่องจาก {domain} เคยทดลองใช้แล้ว',
  'trial-used-before.text': `โดเมน {domain} ของ {organizationName} ได้รับการยืนยันแล้ว แต่ละโดเมนทดลองใช้ได้หนึ่งครั้งและโดเมนนี้เคยทดลองใช้แล้ว การทดลองใช้นี้จึงสิ้นสุดในวันที่ {endedAt, date, long} เวลา {endedAt, time, short} UTC ขณะนี้องค์กรอยู่ในแผนฟรี โดยไม่มีผู้ใช้รายใดถูกลบ

หากต้องการใช้งานมากขึ้น พันธมิตรที่ดูแลองค์กรสามารถเลือกแผนที่มีค่าใช้จ่ายได้ที่ {storeUrl}`,

  'access-revoked.subject': 'สิทธิ์การเข้าถึง {organizationName} ของพันธมิตรถูกเพิกถอนแล้ว',
  'access-revoked.text': `สิทธิ์ของพันธมิตรในการเข้าถึง {organizationName} ({domain}) ถูกเพิกถอนในวันที่ {revokedAt, date, long} เวลา {revokedAt, time, short} UTC และสิ้นสุดลงทันที

เฉพาะผู้ดูแลระบบขององค์กรเท่านั้นที่สามารถให้สิทธิ์อีกครั้งได้`,

  'access-granted.subject': 'พันธมิตรได้รับสิทธิ์การเข้าถึง {organizationName} แล้ว',
  'access-granted.text': `ผู้ดูแลระบบของ {organizationName} ({domain}) ได้ให้สิทธิ์การเข้าถึงแก่พันธมิตรอีกครั้งในวันที่ {grantedAt, date, long} เวลา {grantedAt, time, short} UTC`,

  'partner-deactivated.subject': 'พันธมิตรของคุณ {partnerName} ไม่ได้ดำเนินการอยู่อีกต่อไป',
  'partner-deactivated.text': `{partnerName} ซึ่งเป็นผู้จัดการ {organizationName} ไม่ได้ดำเนินการอยู่ในโปรแกรมพันธมิตร Workplace อีกต่อไป

การสมัครใช้งานของคุณจะดำเนินต่อไป คุณสามารถเลือกพันธมิตรรายอื่นได้ที่ {storeUrl}`,

  'own-partner-deactivated.subject': '{partnerName} ถูกปิดใช้งานในโปรแกรมพันธมิตร Workplace',
  'own-partner-deactivated.text': `ทีมงานของโปรแกรมได้ปิดใช้งาน {partnerName} คุณไม่สามารถใช้ Partner Store หรือคอนโซลพันธมิตรในนามของพันธมิตรรายนี้ได้อีก

เหตุผล: {note}

โปรดสอบถามฝ่ายสนับสนุนถึงสิ่งที่สามารถทำได้`,

  'own-partner-reactivated.subject': '{partnerName} กลับมาใช้งานได้อีกครั้งในโปรแกรมพันธมิตร Workplace',
  'own-partner-reactivated.text': `ทีมงานของโปรแกรมได้เปิดใช้งาน {partnerName} อีกครั้ง คุณดำเนินการในนามของพันธมิตรรายนี้ได้ที่ {storeUrl}`,

  'partner-admin-added.subject': 'ขณะนี้คุณเป็นผู้ดูแลของ {partnerName}',
  'partner-admin-added.text': `ทีมงานของโปรแกรมได้กำหนดให้คุณเป็นผู้ดูแลของ {partnerName} ในโปรแกรมพันธมิตร Workplace: {storeUrl}

หากคุณไม่ได้คาดไว้ โปรดแจ้งฝ่ายสนับสนุน`,

  'partner-admin-removed.subject': 'คุณไม่ได้เป็นผู้ดูแลของ {partnerName} อีกต่อไป',
  'partner-admin-removed.text': `ทีมงานของโปรแกรมได้ยกเลิกความเป็นสมาชิกของคุณใน {partnerName} ในโปรแกรมพันธมิตร Workplace คุณดำเนินการในนามของพันธมิตรรายนี้ไม่ได้อีก

หากคุณไม่ได้คาดไว้ โปรดแจ้งฝ่ายสนับสนุน`,

  'staff-roles-set.subject': 'บทบาทของคุณในทีมงานของโปรแกรมมีการเปลี่ยนแปลง',
  'staff-roles-set.text': `สมาชิกคนอื่นของฝ่ายสนับสนุนได้กำหนดบทบาทของคุณในทีมงานของโปรแกรม: {count, plural, =0 {คุณไม่มีบทบาทใดอีก} other {ขณะนี้คุณมีบทบาท {roles}}}

หากคุณไม่ได้คาดไว้ โปรดแจ้งฝ่ายสนับสนุน`,

  'customer-mapped.subject': '{organizationName} เชื่อมโยงกับ {partnerName} แล้ว',
  'customer-mapped.text': `องค์กร {organizationName} ({domain}) เชื่อมโยงกับพันธมิตร {partnerName} แล้ว ตามที่ผู้ดูแลระบบขององค์กรต้องการ

{partnerName} ดูแลองค์กรแทนองค์กร องค์กรเพิกถอนสิทธิ์นี้ได้ทุกเมื่อ: {storeUrl}`,

  'customer-moved.subject': '{organizationName} ย้ายไปยัง {after} แล้ว',
  'customer-moved.text': `องค์กร {organizationName} ({domain}) ย้ายไปยังพันธมิตรรายอื่นแล้ว

ก่อนหน้านี้: {before}

ตอนนี้: {after}

การทดลองใช้ โดเมนที่ยืนยันแล้ว และบริการยังคงเหมือนเดิม ตั้งแต่นี้ไป {after} ดูแลองค์กรแทนองค์กร: {storeUrl}`,

  'mapping-ended.subject': '{partnerName} ไม่ได้ดูแล {organizationName} แล้ว',
  'mapping-ended.text': `องค์กร {organizationName} ({domain}) ไม่ได้เชื่อมโยงกับพันธมิตร {partnerName} แล้ว องค์กรใช้งานต่อไปโดยไม่มีพันธมิตร

ผู้ดูแลระบบขององค์กรเลือกพันธมิตรรายอื่นได้: {storeUrl}`,

  'transfer-pending.subject': '{organizationName} กำลังจะย้ายไปยัง {after}',
  'transfer-pending.text': `ผู้ดูแลระบบของ {organizationName} ({domain}) ตกลงย้ายไปยังพันธมิตรรายอื่น

ตอนนี้: {before}

ตั้งแต่วันที่ {completesAt, date, long} เวลา {completesAt, time, short} UTC: {after}

ก่อนถึงเวลานั้นไม่มีอะไรเปลี่ยน {before} คัดค้านได้ และองค์กรถอนความยินยอมได้: {storeUrl}`,

  'tag-requested.subject': '{partnerName} ขอดูแล {domain}',
  'tag-requested.text': `พันธมิตร {partnerName} ขอให้เชื่อมโยงองค์กรของคุณ ({domain}) กับตน{messageCount, plural, =0 {} other {

ข้อความของพันธมิตร:

{message}}}

มีเพียงคุณเท่านั้นที่ตอบได้ หากคุณยินยอม {partnerName} จะดูแลองค์กรแทนองค์กร โปรดยินยอมหรือปฏิเสธก่อนวันที่ {lapsesAt, date, long} เวลา {lapsesAt, time, short} UTC มิฉะนั้นคำขอจะสิ้นผล: {storeUrl}

หากคุณไม่รู้จักพันธมิตรรายนี้ โปรดปฏิเสธคำขอหรือไม่ต้องตอบ`,

  'tag-request-denied.subject': 'คำขอเชื่อมโยงของ {partnerName} สำหรับ {domain} ถูกปฏิเสธ',
  'tag-request-denied.text': `ผู้ดูแลระบบขั้นสูงของ {domain} ปฏิเสธคำขอเชื่อมโยงของพันธมิตร {partnerName} แล้ว องค์กรยังคงเหมือนเดิม

{partnerName} ขอได้อีกครั้งหลังจาก 30 วัน รหัสของพันธมิตรใช้ได้ตลอดเวลา: {storeUrl}`,

  'tag-request-lapsed.subject': 'คำขอเชื่อมโยงของ {partnerName} สำหรับ {domain} สิ้นผลแล้ว',
  'tag-request-lapsed.text': `ไม่มีผู้ใดตอบคำขอเชื่อมโยงของพันธมิตร {partnerName} สำหรับ {domain} ภายใน 15 วัน องค์กรยังคงเหมือนเดิม

{partnerName} ขอได้อีกครั้งหลังจาก 30 วัน รหัสของพันธมิตรใช้ได้ตลอดเวลา: {storeUrl}`,

  'tag-request-withdrawn.subject': '{partnerName} ถอนคำขอเชื่อมโยงสำหรับ {domain} แล้ว',
  'tag-request-withdrawn.text': `พันธมิตร {partnerName} ถอนคำขอเชื่อมโยงสำหรับ {domain} แล้ว ไม่มีสิ่งใดต้องตอบอีก และองค์กรยังคงเหมือนเดิม`,

  'tag-request-overtaken.subject': 'คำขอเชื่อมโยงของ {partnerName} สำหรับ {domain} ปิดแล้ว',
  'tag-request-overtaken.text': `องค์กรที่มีโดเมน {domain} ได้ยินยอมต่อพันธมิตรด้วยวิธีอื่น คำขอเชื่อมโยงของพันธมิตร {partnerName} จึงปิดลง

ดูคำขอเชื่อมโยง: {storeUrl}`,

  'organization-imported.subject': '{organizationName} อยู่ในโปรแกรมพันธมิตร Workplace แล้ว',
  'organization-imported.text': `องค์กร {organizationName} ({domain}) ของคุณได้รับการนำเข้าสู่โปรแกรมพันธมิตร Workplace และคุณได้รับการกำหนดให้เป็นผู้ดูแลระบบขั้นสูงขององค์กร โดเมนถือว่าได้รับการยืนยันแล้ว และแผนยังคงเดิม

ยังไม่มีพันธมิตรดูแลองค์กรนี้ คุณเลือกพันธมิตรได้ที่ {storeUrl}`,

  'subscription-requested.subject': '{organizationName} ขอให้คุณเปลี่ยนการสมัครใช้งาน',
  'subscription-requested.text': `ผู้ดูแลระบบของ {organizationName} ({domain}) ขอให้คุณเปลี่ยนการสมัครใช้งานขององค์กร

แผน: {wishedPlan, select, free {ฟรี} mail_lite {Mail Lite} mail_lite_10 {Mail Lite 10} standard {Standard} mail_premium {Mail Premium} professional {Professional} unchanged {ไม่เปลี่ยน} other {{wishedPlan}}}
จำนวนสิทธิ์การใช้งาน: {licences, plural, =0 {ไม่เปลี่ยน} other {#}}
รอบการชำระเงิน: {wishedPeriod, select, monthly {รายเดือน} yearly {รายปี} unchanged {ไม่เปลี่ยน} other {{wishedPeriod}}}
พื้นที่จัดเก็บ: {packs, plural, =0 {ไม่เปลี่ยน} other {{storage}}}

{messages, plural, =0 {ไม่มีข้อความ} other {ข้อความ:

{message}}}

ตอบคำขอได้ใน Partner Store: {storeUrl}`,

  'subscription-request-answered.subject':
    'คำขอเปลี่ยนการสมัครใช้งานของ {organizationName} {answer, select, done {ดำเนินการแล้ว} declined {ถูกปฏิเสธ} other {ได้รับคำตอบแล้ว}}',
  'subscription-request-answered.text': `{partnerName} ตอบคำขอเปลี่ยนการสมัครใช้งานของ {organizationName} ({domain}) แล้ว: {answer, select, done {ดำเนินการแล้ว} declined {ปฏิเสธคำขอ} other {โปรดดูหมายเหตุด้านล่าง}}

{note}

ดูคำขอขององค์กรได้ที่ {storeUrl}`,
  'transfer-objected.subject': '{before} คัดค้านการย้ายของ {organizationName}',
  'transfer-objected.text': `{before} คัดค้านการย้าย {organizationName} ({domain}) ไปยัง {after}:

{note}

ไม่มีอะไรเปลี่ยนจนกว่าฝ่ายสนับสนุนจะตัดสินใจ องค์กรถอนความยินยอมได้: {storeUrl}`,

  'transfer-decided.subject': 'ฝ่ายสนับสนุนตัดสินใจเรื่องการย้ายของ {organizationName} แล้ว',
  'transfer-decided.text': `ฝ่ายสนับสนุนตัดสินใจเรื่องการย้าย {organizationName} ({domain}) จาก {before} ไปยัง {after} ซึ่ง {before} ได้คัดค้าน: {outcome, select, completed {ย้ายเสร็จสิ้นแล้ว} kept {องค์กรอยู่กับ {before} ต่อไป} cancelled {ย้ายให้เสร็จไม่ได้อีก จึงถูกยกเลิก} other {{outcome}}}

เหตุผล: {note}`,

  'transfer-cancelled.subject': '{organizationName} ไม่ย้ายไปยัง {after}',
  'transfer-cancelled.text': `การย้าย {organizationName} ({domain}) ไปยัง {after} ถูกยกเลิก: {cancelReason, select, consent_withdrawn {องค์กรถอนความยินยอมแล้ว} new_partner_deactivated {{after} ไม่ได้ใช้งานในโปรแกรมพันธมิตร Workplace แล้ว} partner_member_is_organization_admin {สมาชิกของ {after} เป็นผู้ดูแลระบบขององค์กร} other {ดูรายละเอียดที่ Partner Store}}

องค์กรอยู่กับ {before} ต่อไป: {storeUrl}`,

  'customer-removed.subject': '{organizationName} ถูกนำออกแล้ว',
  'customer-removed.text': `การเชื่อมโยงของ {organizationName} ({domain}) กับพันธมิตร {partnerName} สิ้นสุดลงแล้ว เนื่องจากโดเมนไม่เคยได้รับการยืนยัน องค์กรจึงถูกนำออกพร้อมกับการทดลองใช้ที่ดำเนินอยู่ การทดลองใช้นั้นไม่นับ

เพิ่มองค์กรอีกครั้งได้ทุกเมื่อ: {storeUrl}`,

  'super-admin-changed.subject': '{organizationName} มีผู้ดูแลระบบขั้นสูงคนใหม่',
  'super-admin-changed.text': `ขณะนี้ผู้ดูแลระบบขั้นสูงของ {organizationName} ({domain}) คือ {successor} แทน {former}

ดูองค์กร: {storeUrl}`,

  'super-admin-recovery-asked.subject': 'มีการขอให้ฝ่ายสนับสนุนเปลี่ยนผู้ดูแลระบบขั้นสูงของ {organizationName}',
  'super-admin-recovery-asked.text': `มีการขอให้ฝ่ายสนับสนุนกำหนดให้ {successor} เป็นผู้ดูแลระบบขั้นสูงของ {organizationName} ({domain}) แทน {former}

ยังไม่มีการเปลี่ยนแปลงใด ๆ คำขอนี้จะมีผลเมื่อได้รับการยืนยันก่อนวันที่ {lapsesAt, date, long} เวลา {lapsesAt, time, short} UTC เท่านั้น ก่อนถึงเวลานั้น {former} ยกเลิกได้หลังจากลงชื่อเข้าใช้: {storeUrl}`,

  'address-released.subject': 'ที่อยู่ของคุณถูกปลดให้ใช้กับบัญชีอื่นได้',
  'address-released.text': `ฝ่ายสนับสนุนได้ปลดที่อยู่ของคุณจากบัญชีผู้ให้บริการที่เคยใช้ บัญชีถัดไปที่ลงชื่อเข้าใช้ด้วยที่อยู่นี้จะได้รับสิทธิ์ของคุณในโปรแกรมพันธมิตร Workplace

หากคุณไม่ได้ขอ โปรดแจ้งฝ่ายสนับสนุนทันที มิฉะนั้นโปรดลงชื่อเข้าใช้ด้วยบัญชีปัจจุบันของคุณที่ {storeUrl}`,

  'former-account-readmitted.subject': 'บัญชีเดิมของคุณใช้ที่อยู่ของคุณได้อีกครั้ง',
  'former-account-readmitted.text': `ฝ่ายสนับสนุนได้ให้บัญชีผู้ให้บริการเดิมที่ถูกปลดจากที่อยู่ของคุณกลับเข้าใช้ได้อีกครั้ง บัญชีถัดไปที่ลงชื่อเข้าใช้ด้วยที่อยู่นี้ รวมถึงบัญชีเดิม จะได้รับสิทธิ์ของคุณในโปรแกรมพันธมิตร Workplace

หากคุณไม่ได้ขอ โปรดแจ้งฝ่ายสนับสนุนทันที มิฉะนั้นโปรดลงชื่อเข้าใช้ด้วยบัญชีนั้นที่ {storeUrl}`,

  'team-partner-deactivated.subject': 'ฝ่ายสนับสนุนได้ปิดใช้งาน {partnerName}',
  'team-partner-deactivated.text': `{by} ได้ปิดใช้งาน {partnerName}

เหตุผล: {note}`,

  'team-partner-reactivated.subject': 'ฝ่ายสนับสนุนได้เปิดใช้งาน {partnerName} อีกครั้ง',
  'team-partner-reactivated.text': '{by} ได้เปิดใช้งาน {partnerName} อีกครั้ง',

  'team-partner-admins-requested.subject': 'ผู้ดูแลใหม่ของ {partnerName} รอสมาชิกคนที่สองของฝ่ายสนับสนุน',
  'team-partner-admins-requested.text': `{by} ขอให้บุคคลเหล่านี้เป็นผู้ดูแลของ {partnerName}: {added}

บุคคลเหล่านี้ยังไม่มีสิทธิ์ หากถูกต้อง โปรดส่งคำขอเดิมซ้ำก่อนวันที่ {lapsesAt, date, long} เวลา {lapsesAt, time, short} UTC มิฉะนั้นคำขอจะหมดอายุ`,

  'team-partner-admins-set.subject': 'ผู้ดูแลของ {partnerName} มีการเปลี่ยนแปลง',
  'team-partner-admins-set.text': `{by} ได้เปลี่ยนผู้ดูแลของ {partnerName}

{addedCount, plural, =0 {ไม่มีผู้ที่เพิ่มเข้ามา} other {เพิ่ม: {added}}}

{removedCount, plural, =0 {ไม่มีผู้ที่นำออก} other {นำออก: {removed}}}`,

  'team-staff-roles-set.subject': 'บทบาทในทีมงานของโปรแกรมมีการเปลี่ยนแปลง',
  'team-staff-roles-set.text': `{by} ได้กำหนดบทบาทของ {who}: {count, plural, =0 {ไม่มีบทบาทใดอีก} other {{roles}}}`,

  'team-address-released.subject': 'ฝ่ายสนับสนุนได้ปลดที่อยู่ให้ใช้กับบัญชีอื่นได้',
  'team-address-released.text': `{by} ได้ปลดที่อยู่ {who} บัญชีถัดไปที่ลงชื่อเข้าใช้ด้วยที่อยู่นี้จะได้รับสิทธิ์ของบุคคลนั้น

เหตุผล: {note}`,
  'team-organization-imported.subject': 'ฝ่ายสนับสนุนนำ {organizationName} เข้ามา',
  'team-organization-imported.text': `{by} นำองค์กร {organizationName} เข้ามาในฐานะเจ้าของโดเมน {domain} ผู้ดูแลระบบขั้นสูงขององค์กรคือ {who}

เหตุผล: {note}`,

  'team-transfer-decided.subject': 'ฝ่ายสนับสนุนตัดสินใจเรื่องการย้ายของ {organizationName} แล้ว',
  'team-transfer-decided.text': `{by} ตัดสินใจเรื่องการย้าย {organizationName} ({domain}) จาก {before} ไปยัง {after}: {outcome, select, completed {ย้ายเสร็จสิ้นแล้ว} kept {องค์กรอยู่ต่อ} cancelled {ย้ายให้เสร็จไม่ได้อีก จึงถูกยกเลิก} other {{outcome}}}

เหตุผล: {note}`,

  'team-transfer-objected.subject': '{before} คัดค้านการย้ายของ {organizationName}: โปรดตัดสินใจ',
  'team-transfer-objected.text': `{before} คัดค้านการย้าย {organizationName} ({domain}) ไปยัง {after}:

{note}

รายการย้ายคือ {transferId} ไม่มีอะไรเปลี่ยนจนกว่าฝ่ายสนับสนุนจะตัดสินใจว่าจะย้ายให้เสร็จหรือให้องค์กรอยู่ต่อ`,

  'team-super-admin-recovery-asked.subject':
    'ผู้ดูแลระบบขั้นสูงคนใหม่ของ {organizationName} รอสมาชิกคนที่สองของฝ่ายสนับสนุน',
  'team-super-admin-recovery-asked.text': `{by} ขอให้ {successor} เป็นผู้ดูแลระบบขั้นสูงของ {organizationName} ({domain}) แทน {former}

ยังไม่มีการเปลี่ยนแปลงใด ๆ หากถูกต้อง โปรดส่งคำขอเดิมซ้ำก่อนวันที่ {lapsesAt, date, long} เวลา {lapsesAt, time, short} UTC มิฉะนั้นคำขอจะหมดอายุ`,

  'team-super-admin-recovered.subject': 'ฝ่ายสนับสนุนกำหนดผู้ดูแลระบบขั้นสูงคนใหม่ของ {organizationName} แล้ว',
  'team-super-admin-recovered.text': `{by} ยืนยันให้ {successor} เป็นผู้ดูแลระบบขั้นสูงของ {organizationName} ({domain}) แทน {former} แล้ว`,

  'team-super-admin-recovery-cancelled.subject':
    'ผู้ดูแลระบบขั้นสูงของ {organizationName} ยกเลิกคำขอเปลี่ยนผู้ดูแลระบบขั้นสูง',
  'team-super-admin-recovery-cancelled.text': `{former} ผู้ดูแลระบบขั้นสูงของ {organizationName} ({domain}) ยกเลิกคำขอที่จะให้ {successor} เป็นผู้ดูแลระบบขั้นสูง ไม่มีการเปลี่ยนแปลงใด ๆ`,

  'team-former-account-readmitted.subject': 'ฝ่ายสนับสนุนได้ให้บัญชีเดิมของที่อยู่กลับเข้าใช้ได้อีกครั้ง',
  'team-former-account-readmitted.text': `{by} ได้ให้บัญชีเดิมของที่อยู่ {who} กลับเข้าใช้ได้อีกครั้ง บัญชีถัดไปที่ลงชื่อเข้าใช้ด้วยที่อยู่นี้ รวมถึงบัญชีเดิม จะได้รับสิทธิ์ของบุคคลนั้น

เหตุผล: {note}`,
  'application-overdue.subject': 'การตอบกลับ {companyName} เกินกำหนดแล้ว',
  'application-overdue.text': `คำขอความเป็นพันธมิตรของ {companyName} ยังไม่ได้รับคำตอบ โดยมีกำหนดภายในวันที่ {dueAt, date, long} เวลา {dueAt, time, short} UTC

โปรดพิจารณาคำขอ {applicationId} ทันที`,

  'claim-lapses-soon.subject': 'โปรดยืนยันโดเมน {domain} ภายในวันที่ {lapsesAt, date, long}',
  'claim-lapses-soon.text': `โดเมน {domain} ของ {organizationName} ยังไม่ได้รับการยืนยัน หากไม่ได้รับการยืนยันภายในวันที่ {lapsesAt, date, long} เวลา {lapsesAt, time, short} UTC องค์กรจะถูกนำออก ทั้งนี้รวมถึงระหว่างการทดลองใช้ด้วย

พันธมิตรเผยแพร่ระเบียนสำหรับพิสูจน์ยืนยันและตรวจสอบได้ที่ {storeUrl}`,

  'claim-lapsed.subject': '{organizationName} ถูกนำออกแล้ว เนื่องจาก {domain} ไม่ได้รับการยืนยัน',
  'claim-lapsed.text': `โดเมน {domain} ของ {organizationName} ไม่ได้รับการยืนยันภายใน 30 วัน องค์กรจึงถูกนำออกพร้อมกับการทดลองใช้ที่ดำเนินอยู่ และการทดลองใช้นั้นไม่นับเป็นการใช้สิทธิ์

สามารถเพิ่มองค์กรใหม่ได้ทุกเมื่อที่ {storeUrl}`,

  'claim-ended.subject': '{organizationName} ถูกนำออกแล้ว เนื่องจาก {domain} เป็นขององค์กรอื่น',
  'claim-ended.text': `โดเมน {domain} เป็นขององค์กรลูกค้ารายอื่นที่ได้รับการยืนยันแล้ว องค์กร {organizationName} ซึ่งโดเมนยังไม่ได้รับการยืนยัน จึงถูกนำออกพร้อมกับการทดลองใช้ที่ดำเนินอยู่ และการทดลองใช้นั้นไม่นับเป็นการใช้สิทธิ์

ดูลูกค้าที่เหลืออยู่ได้ที่ {storeUrl}`,

  'password-reset-requested.subject': 'โปรดตั้งรหัสผ่านใหม่สำหรับ {address}',
  'password-reset-requested.text': `ผู้ดูแลระบบของ {organizationName} ขอให้คุณตั้งรหัสผ่านใหม่สำหรับ {address}

ตั้งรหัสผ่านได้ที่หน้าของผู้ให้บริการบัญชี: {recoveryUrl}

คุณได้รับอีเมลนี้เพราะเป็นที่อยู่สำหรับกู้คืนบัญชีดังกล่าว หากคุณไม่รู้จักบัญชีนี้ ไม่ต้องดำเนินการใด ๆ จะไม่มีอะไรเปลี่ยนแปลงจนกว่าจะมีการตั้งรหัสผ่านใหม่ที่นั่น`,

  'payment-receipt.subject': 'ใบเสร็จรับเงิน: {charge} สำหรับ {organizationName}',
  'payment-receipt.text': `บัตร {card} ถูกเรียกเก็บเงิน {charge} สำหรับ {organizationName} ({domain}) แล้ว

ยอดนี้ชำระค่าแผน ${plan} จำนวน {licences, plural, other {# ไลเซนส์}} การต่ออายุครั้งถัดไปคือวันที่ {renewsAt, date, long}

ดูการชำระเงินได้ที่ {storeUrl}`,

  'payment-declined.subject': 'บัตรสำหรับ {organizationName} ถูกปฏิเสธ',
  'payment-declined.text': `ไม่สามารถเรียกเก็บเงิน {charge} สำหรับ {organizationName} ({domain}) จากบัตร {card} ได้: {declineReason, select, declined {บัตรถูกปฏิเสธ} authentication_required {ธนาคารต้องการให้ผู้ถือบัตรยืนยันการชำระเงิน} other {บัตรไม่ได้รับการยอมรับ}}

ไม่มีการเรียกเก็บเงินและไม่มีอะไรเปลี่ยนแปลง โปรดใช้บัตรอื่นหรือติดต่อธนาคาร แล้วลองอีกครั้งที่ {storeUrl}`,

  'subscription-changed.subject': 'การสมัครใช้งานของ {organizationName} เปลี่ยนแปลงแล้ว',
  'subscription-changed.text': `ขณะนี้ {organizationName} ({domain}) ใช้แผน ${plan} จำนวน {licences, plural, other {# ไลเซนส์}} การต่ออายุครั้งถัดไปคือวันที่ {renewsAt, date, long}

พันธมิตรที่ดูแลองค์กรเป็นผู้เปลี่ยนแปลง: {storeUrl}`,

  'subscription-past-due.subject': 'ยังไม่ได้ชำระค่าต่ออายุของ {organizationName}',
  'subscription-past-due.text': `ยังไม่ได้ชำระค่าต่ออายุแผน ${plan} ของ {organizationName} ({domain}): {dunningReason, select, declined {บัตรถูกปฏิเสธ} authentication_required {ธนาคารต้องการให้ผู้ถือบัตรยืนยันการชำระเงิน} no_profile {ไม่มีบัตรที่บันทึกไว้} other {บัตรไม่ได้รับการยอมรับ}}

แผนนี้ใช้ได้จนถึงวันที่ {graceEndsAt, date, long} เวลา {graceEndsAt, time, short} UTC หลังจากนั้นองค์กรจะอยู่ในแผนฟรี โดยไม่มีผู้ใช้รายใดถูกลบ บัตรใหม่จะถูกเรียกเก็บเงินทันที: {storeUrl}`,

  'fell-to-free.subject': 'ขณะนี้ {organizationName} อยู่ในแผนฟรี',
  'fell-to-free.text': `แผนที่มีค่าใช้จ่าย ${plan} ของ {organizationName} ({domain}) สิ้นสุดแล้ว ขณะนี้องค์กรอยู่ในแผนฟรี ไม่มีผู้ใช้รายใดถูกลบ ผู้ใช้ที่เกินจำนวนไลเซนส์ของแผนฟรีจะถูกระงับจนกว่าจะมีการซื้อแผน

พันธมิตรที่ดูแลองค์กรสามารถเลือกแผนที่มีค่าใช้จ่ายได้ที่ {storeUrl}`,

  'renewal-announced.subject': '{organizationName} จะต่ออายุในวันที่ {renewsAt, date, long}',
  'renewal-announced.text': `การสมัครใช้งานของ {organizationName} ({domain}) จะต่ออายุในวันที่ {renewsAt, date, long}: แผน ${plan} จำนวน {licences, plural, other {# ไลเซนส์}} เป็นเวลาหนึ่งปี ยอดที่ต้องชำระคือ {charge}

หากต้องการเปลี่ยนแปลง ยกเลิก หรือใช้บัตรอื่นก่อนวันดังกล่าว ไปที่ {storeUrl}`,

  'card-detached.subject': 'บัตรของคุณไม่ได้ใช้ชำระให้ {organizationName} อีกต่อไป',
  'card-detached.text': `{organizationName} ({domain}) ไม่ได้อยู่ในความดูแลของคุณแล้ว บัตร {card} ของคุณจะไม่ถูกเรียกเก็บเงินสำหรับองค์กรนี้อีก

สิ่งที่ชำระแล้วใช้งานได้ตลอดระยะเวลาที่ชำระไว้ ลูกค้ารายอื่นของคุณ: {storeUrl}`,

  'card-missing.subject': 'ไม่มีบัตรสำหรับชำระค่าบริการของ {organizationName}',
  'card-missing.text': `ขณะนี้ {organizationName} ({domain}) เป็นลูกค้าของคุณ องค์กรมีแผนที่มีค่าใช้จ่าย ${plan} แต่ยังไม่มีบัตรที่บันทึกไว้

หากไม่มีบัตร จะไม่สามารถชำระค่าต่ออายุได้ ตั้งค่าบัตรได้ที่ {storeUrl}`,

  'payment-refunded.subject': 'คืนเงิน {refund} สำหรับ {organizationName} แล้ว',
  'payment-refunded.text': `คืนเงิน {refund} ที่เรียกเก็บสำหรับ {organizationName} ({domain}) ไปยังบัตร {card} แล้ว

ธนาคารอาจใช้เวลาหลายวันกว่าจะแสดงรายการ ดูการชำระเงินที่ {storeUrl}`,

  'commission-clawed-back.subject': 'การคืนเงินของ {organizationName} ทำให้ค่าคอมมิชชันลดลง',
  'commission-clawed-back.text': `คืนเงิน {refund} สำหรับ {organizationName} ({domain}) ให้ลูกค้าแล้ว จึงหักค่าคอมมิชชันของรายการนี้คืน {clawedBack}

ดูค่าคอมมิชชันทีละรายการที่ {storeUrl}`,

  'team-payout-requested.subject': '{partnerName} ขอเบิกจ่าย {amount}',
  'team-payout-requested.text': `{partnerName} ขอเบิกจ่ายค่าคอมมิชชัน {amount} ตามใบแจ้งหนี้ {invoiceReference}

สมาชิกฝ่ายการเงินคนหนึ่งอนุมัติการจ่ายเงิน และอีกคนหนึ่งบันทึกว่าจ่ายแล้ว`,

  'payout-paid.subject': 'จ่ายค่าคอมมิชชัน {amount} ของคุณแล้ว',
  'payout-paid.text': `เราได้จ่ายค่าคอมมิชชัน {amount} ของคุณแล้ว ตามใบแจ้งหนี้ {invoiceReference}

ธนาคารอาจใช้เวลาสองสามวันกว่าจะแสดงยอด ดูรายการจ่ายเงินของคุณ: {storeUrl}`,

  'payout-rejected.subject': 'คำขอเบิกจ่าย {amount} ของคุณถูกปฏิเสธ',
  'payout-rejected.text': `คำขอเบิกจ่าย {amount} ตามใบแจ้งหนี้ {invoiceReference} ของคุณถูกปฏิเสธ:

{note}

ยอดเงินกลับไปอยู่ในค่าคอมมิชชันของคุณแล้ว และใช้เลขที่ใบแจ้งหนี้นี้ได้อีกครั้ง: {storeUrl}`,
}
