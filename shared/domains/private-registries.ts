/**
 * Suffixes of the list's private section below which anybody registers a name of their own, with its own name servers and holder,
 * as below a public suffix: so each name is its own domain. All other private suffixes are of hosting (github.io, blogspot.com),
 * whose names are had by the dozen and for nothing: there the whole suffix is one domain, or each name would bring a trial (R30).
 */
export const PRIVATE_REGISTRIES: ReadonlySet<string> = new Set(
  [
    // CentralNic and others that sell below .com, .net and .org
    'ae.org africa.com br.com cn.com co.com de.com eu.com gb.net gr.com hu.net in.net jp.net jpn.com mex.com ru.com',
    'sa.com se.net uk.com uk.net us.com us.org za.com za.net za.org',
    // EU.org, which gives names away, in its countries too
    'eu.org',
    // registries below the domain of a country, beside the country's own
    'co.ca co.cz co.dk co.krd co.nl co.no co.pl co.ro com.de com.se edu.krd firm.dk priv.at reg.dk shop.ro store.dk',
    'biz.ua cc.ua co.ua inf.ua ltd.ua pp.ua com.ru exnet.su msk.ru msk.su net.ru org.ru pp.ru spb.ru spb.su',
    'biz.wf name.pm org.yt sch.tf sch.wf online.th shop.th ltd.hk inc.hk web.in za.bz us.kg ir.md',
    'col.ng firm.ng gen.ng ltd.ng ngo.ng radio.am radio.fm nyc.mn',
    // registries below the other top-level domains
    'co.business co.education co.events co.financial co.network co.place co.technology',
  ].flatMap((line) => line.split(' ')),
)

/** Whether a private suffix is a registry's, or lies below one, as fr.eu.org does. */
export const isPrivateRegistry = (suffix: string): boolean =>
  PRIVATE_REGISTRIES.has(suffix) || PRIVATE_REGISTRIES.has(suffix.slice(suffix.indexOf('.') + 1))
