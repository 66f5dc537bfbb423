import type { Language } from '../../kernel/text.ts'
import type { DelegationWords } from './catalogue.ts'

/** The words of each language; those of the source documents where these have them. */
export const delegationWords: Readonly<Record<Language, DelegationWords>> = {
  en: {
    banner: 'You are currently managing your customer: {domain}',
    forbidden: {
      changeSuperAdmin: "Change the organisation's super admin",
      setOrganizationTfa: "Turn the organisation's two-factor authentication on or off",
      changeUserRole: 'Make a user an administrator, or an administrator a user',
      changeUserProfilePicture: "Change a user's profile picture",
      resetUserPassword: "Reset a user's password",
      deleteUser: 'Delete a user',
      backUpUserAccount: "Back up a user's account",
      editDashboard: 'Edit the dashboard',
      useReferralProgram: 'See or use the referral programme',
      changeContactsSync: "Change the organisation's contacts sync",
    },
  },
  th: {
    banner: 'คุณกำลังจัดการลูกค้าของคุณอยู่: {domain}',
    forbidden: {
      changeSuperAdmin: 'เปลี่ยนผู้ดูแลระบบขั้นสูงขององค์กร',
      setOrganizationTfa: 'เปิดหรือปิดใช้งานการตั้งค่า TFA ขององค์กร',
      changeUserRole: 'เปลี่ยนบทบาทผู้ใช้เป็นผู้ดูแลระบบ หรือจากผู้ดูแลระบบเป็นผู้ใช้',
      changeUserProfilePicture: 'เปลี่ยนรูปภาพโปรไฟล์ของผู้ใช้',
      resetUserPassword: 'รีเซ็ตรหัสผ่านของผู้ใช้',
      deleteUser: 'ลบผู้ใช้',
      backUpUserAccount: 'สำรองข้อมูลบัญชีผู้ใช้ขององค์กร',
      editDashboard: 'แก้ไขแดชบอร์ด',
      useReferralProgram: 'เข้าถึงและใช้โปรแกรมอ้างอิง',
      changeContactsSync: 'เปลี่ยนการตั้งค่าซิงค์รายชื่อติดต่อขององค์กร',
    },
  },
  'pt-BR': {
    banner: 'Você está gerenciando o seu cliente: {domain}',
    forbidden: {
      changeSuperAdmin: 'Alterar o Super Administrador da organização',
      setOrganizationTfa: 'Ativar ou desativar a autenticação de dois fatores da organização',
      changeUserRole: 'Tornar um usuário administrador ou um administrador usuário',
      changeUserProfilePicture: 'Alterar a foto de perfil de um usuário',
      resetUserPassword: 'Redefinir a senha de um usuário',
      deleteUser: 'Excluir um usuário',
      backUpUserAccount: 'Fazer backup da conta de um usuário',
      editDashboard: 'Editar o painel',
      useReferralProgram: 'Acessar ou usar o programa de indicações',
      changeContactsSync: 'Alterar a sincronização de contatos da organização',
    },
  },
}
