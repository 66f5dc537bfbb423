/** What becomes of a customer of the demo's partner, and how many days before the demo ends it is added. */
export const DAYS_BEFORE_END = {
  'trial-ended': 31,
  'past-due': 31,
  'trial-ending': 13,
  'trial-of-60-days': 13,
  'trial-under-way': 6,
  unverified: 0,
  'unverified-trial': 0,
  free: 0,
  trial: 0,
  'trial-extended': 0,
  'monthly-RC': 0,
  'monthly-CC': 0,
  'yearly-RC': 0,
  'yearly-CC': 0,
  cancelling: 0,
  asking: 0,
  revoked: 0,
} as const

type Becoming = keyof typeof DAYS_BEFORE_END

/** Domain, organisation, first name, last name and mailbox of its super admin, country, and what becomes of it. */
export type DemoCustomer = readonly [string, string, string, string, string, string, Becoming]

/** The customers that only fill the lists of the demo's partner, in several scripts. */
export const DEMO_CUSTOMERS: readonly DemoCustomer[] = [
  ['example.co.jp', '株式会社さくら文具', '花子', '佐藤', 'hanako', 'JP', 'trial-ended'],
  ['example.com.ar', 'Librería Ñandú', 'Sofía', 'Gómez', 'sofia', 'AR', 'trial-ended'],
  ['example.pl', 'Księgarnia Żółw', 'Łukasz', 'Nowak', 'lukasz', 'PL', 'past-due'],
  ['example.ac.th', 'โรงเรียนบ้านสวน', 'มานี', 'ใจดี', 'manee', 'TH', 'trial-ending'],
  ['example.ind.br', 'Indústria São João', 'João', 'Araújo', 'joao', 'BR', 'trial-ending'],
  ['example.jp', '山田製作所', '太郎', '山田', 'taro', 'JP', 'trial-ending'],
  ['example.net.th', 'ร้านกาแฟริมดอย', 'ชูใจ', 'แสงทอง', 'chujai', 'TH', 'trial-of-60-days'],
  ['example.art.br', 'Ateliê Conceição', 'Conceição', 'Guimarães', 'conceicao', 'BR', 'trial-of-60-days'],
  ['example.com.eg', 'مكتبة النيل', 'ليلى', 'حسن', 'layla', 'EG', 'trial-of-60-days'],
  ['example.sg', 'Harbour Logistics', 'Mei', 'Tan', 'mei', 'SG', 'trial-under-way'],
  ['example.adv.br', 'Advocacia Gonçalves', 'Inês', 'Gonçalves', 'ines', 'BR', 'trial-under-way'],
  ['example.eco.br', 'Associação Água Viva', 'Zélia', 'Pimentão', 'zelia', 'BR', 'unverified'],
  ['example.kr', 'Hanbit Design', 'Jiwoo', 'Kim', 'jiwoo', 'KR', 'unverified'],
  ['example.or.jp', '一般社団法人みどりの森', '翠', '森', 'midori', 'JP', 'unverified'],
  ['example.ae', 'شركة الواحة للتجارة', 'سالم', 'الكعبي', 'salem', 'AE', 'unverified'],
  ['example.com.mx', 'Panadería Muñoz', 'Íñigo', 'Muñoz', 'inigo', 'MX', 'unverified-trial'],
  ['example.co.id', 'Kopi Nusantara', 'Putri', 'Wijaya', 'putri', 'ID', 'unverified-trial'],
  ['example.pro.br', 'Consultório Antônio & Irmãs', 'Antônio', 'Brandão', 'antonio', 'BR', 'free'],
  ['example.dk', 'Cykelværkstedet Åen', 'Søren', 'Ågård', 'soren', 'DK', 'free'],
  ['example.com.tr', 'Şahin İnşaat', 'Gülşen', 'Şahin', 'gulsen', 'TR', 'free'],
  ['example.com.vn', 'Nhà hàng Hạ Long', 'Hường', 'Nguyễn', 'huong', 'VN', 'free'],
  ['example.ne.jp', 'ひまわり保育園', 'あおい', '田中', 'aoi', 'JP', 'free'],
  ['example.com.my', 'Kedai Buku Melur', 'Nur', 'Aisyah', 'nur', 'MY', 'trial'],
  ['example.med.br', 'Clínica Coração', 'Vitória', 'Leão', 'vitoria', 'BR', 'trial'],
  ['example.com.sg', 'Orchid Travel', 'Wei', 'Lim', 'wei', 'SG', 'trial-extended'],
  ['example.nl', 'Fietsen van Dijk', 'Daan', 'van Dijk', 'daan', 'NL', 'monthly-RC'],
  ['example.eng.br', 'Engenharia Três Irmãos', 'César', 'Assunção', 'cesar', 'BR', 'monthly-RC'],
  ['example.co.in', 'Ganga Textiles', 'Asha', 'Rao', 'asha', 'IN', 'monthly-CC'],
  ['example.ch', 'Bäckerei Müller', 'Jürg', 'Müller', 'jurg', 'CH', 'yearly-RC'],
  ['example.com.au', 'Reef Tours', 'Olivia', 'Walsh', 'olivia', 'AU', 'yearly-CC'],
  ['example.se', 'Snickeri Björk', 'Åsa', 'Björk', 'asa', 'SE', 'cancelling'],
  ['example.ie', 'Dunmore Books', 'Niamh', 'Kelly', 'niamh', 'IE', 'asking'],
  ['example.at', 'Weingut Höller', 'Käthe', 'Höller', 'kathe', 'AT', 'revoked'],
]
