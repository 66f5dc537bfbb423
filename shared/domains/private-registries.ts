/**
 * Suffixes of the list's private section below which anybody registers a name of their own, with its own name servers and holder,
 * as below a public suffix: so each name is its own domain. All other private suffixes are of hosting (github.io, blogspot.com),
 * whose names are had by the dozen and for nothing: there the whole suffix is one domain, or each name would bring a trial (R30).
 */
export const PRIVATE_REGISTRIES: ReadonlySet<string> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ [
    // CentralNic and others that sell below .com, .net and .org
    'ae.org africa.com br.com cn.com co.com de.com eu.com gb.net gr.com hu.net in.net jp.net jpn.com mex.com ru.com',
    'hk.com hk.org it.com ru.net sa.com se.net uk.com uk.net us.com us.org za.com za.net za.org',
    // EU.org and DigitalPlat, which give names away, EU.org in its countries too
    'eu.org dpdns.org qzz.io us.kg xx.kg',
    // registries below the domain of a country, beside the country's own
    'biz.dk co.bn co.ca co.cz co.de co.dk co.krd co.nl co.no co.pl co.ro com.de com.se edu.krd firm.dk priv.at reg.dk',
    'shop.ro store.dk',
    'biz.ua cc.ua co.ua inf.ua ltd.ua pp.ua com.ru exnet.su msk.ru msk.su net.ru org.ru pp.ru spb.ru spb.su',
    'biz.wf name.pm org.yt sch.tf sch.wf online.th shop.th ltd.hk inc.hk web.in za.bz ir.md',
    'co.fo com.fo cx.ua v.ua rs.ba ngo.us co.scot me.scot org.scot aus.basketball nz.basketball',
    'biz.ng col.ng firm.ng gen.ng ltd.ng ngo.ng radio.am radio.fm nyc.mn',
    // cities and regions
    'art.pl bielsko.pl gda.pl gdansk.pl gdynia.pl gliwice.pl krakow.pl krasnik.pl leczna.pl lodz.pl lubartow.pl lublin.pl',
    'med.pl pabianice.pl plock.pl poniatowa.pl poznan.pl sieradz.pl skierniewice.pl sopot.pl swidnik.pl torun.pl wroc.pl',
    'zakopane.pl zgierz.pl',
    'adygeya.ru bashkiria.ru bir.ru cbg.ru dagestan.ru grozny.ru kalmykia.ru kustanai.ru marine.ru mordovia.ru mytis.ru',
    'nalchik.ru nov.ru pyatigorsk.ru vladikavkaz.ru vladimir.ru',
    'abkhazia.su adygeya.su aktyubinsk.su arkhangelsk.su armenia.su ashgabad.su azerbaijan.su balashov.su bashkiria.su',
    'bryansk.su bukhara.su chimkent.su dagestan.su east-kazakhstan.su georgia.su grozny.su ivanovo.su jambyl.su kalmykia.su',
    'kaluga.su karacol.su karaganda.su karelia.su khakassia.su krasnodar.su kurgan.su kustanai.su lenug.su mangyshlak.su',
    'mordovia.su murmansk.su nalchik.su navoi.su north-kazakhstan.su nov.su obninsk.su penza.su pokrovsk.su sochi.su',
    'tashkent.su termez.su togliatti.su troitsk.su tselinograd.su tula.su tuva.su vladikavkaz.su vladimir.su vologda.su',
    'xn--j1adp.xn--p1acf xn--90amc.xn--p1acf xn--90a1af.xn--p1acf xn--h1ahn.xn--p1acf xn--j1ael8b.xn--p1acf',
    'xn--h1aliz.xn--p1acf xn--c1avg.xn--p1acf xn--j1aef.xn--p1acf xn--80aaa0cvac.xn--p1acf xn--41a.xn--p1acf',
    // registries below the other top-level domains
    'co.business co.education co.events co.financial co.network co.place co.technology',
  ].flatMap((line) => line.split(' ')),
)

/** Whether a private suffix is a registry's, or lies below one, as fr.eu.org does. */
export const isPrivateRegistry = (suffix: string): boolean =>
  PRIVATE_REGISTRIES.has(suffix) || PRIVATE_REGISTRIES.has(suffix.slice(suffix.indexOf('.') + 1))
