/*
 * Hosts that advertise by pretending to refer. Written by `npm run referrer-spam`; don't edit. From Matomo's
 * referrer-spam-list (https://github.com/matomo-org/referrer-spam-list), which is in the public domain.
 */
export const REFERRER_SPAM_HOSTS: readonly string[] = `
0n-line.tv 1-99seo.com 1-free-share-buttons.com 100dollars-seo.com 12masterov.com 4webmasters.org 7makemoneyonline.com
acunetix-referrer.com adspart.com adviceforum.info affordablewebsitesandmobileapps.com ai-seo-services.com
amazon-seo-service.com anti-crisis-seo.com anticrawler.org auto-seo-service.org autoseo-service.org
autoseo-traffic.com autoseotips.com backlinks-fast-top.com best-ping-service-usa.blue best-seo-offer.com
best-seo-software.xyz best-seo-solution.com bestwebsitesawards.com biglistofwebsites.com black-friday.ga
blackhatworth.com blogseo.xyz bot-traffic.icu bot-traffic.xyz bottraffic.live bottraffic143.xyz bottraffic329.xyz
bottraffic4free.club bottraffic4free.host bottraffic999.xyz brakehawk.com break-the-chains.com burn-fat.ga
buttons-for-website.com buttons-for-your-website.com buy-cheap-online.info buy-cheap-pills-order-online.com
buypillsonline24h.com cenokos.ru cenoval.ru cheap-trusted-backlinks.com chinese-amezon.com cityadspix.com
cookie-law-enforcement-aa.xyz cookie-law-enforcement-bb.xyz cookie-law-enforcement-cc.xyz
cookie-law-enforcement-dd.xyz cookie-law-enforcement-ee.xyz cookie-law-enforcement-ff.xyz
cookie-law-enforcement-gg.xyz cookie-law-enforcement-hh.xyz cookie-law-enforcement-ii.xyz
cookie-law-enforcement-jj.xyz cookie-law-enforcement-kk.xyz cookie-law-enforcement-ll.xyz
cookie-law-enforcement-mm.xyz cookie-law-enforcement-nn.xyz cookie-law-enforcement-oo.xyz
cookie-law-enforcement-pp.xyz cookie-law-enforcement-qq.xyz cookie-law-enforcement-rr.xyz
cookie-law-enforcement-ss.xyz cookie-law-enforcement-tt.xyz cookie-law-enforcement-uu.xyz
cookie-law-enforcement-vv.xyz cookie-law-enforcement-ww.xyz cookie-law-enforcement-xx.xyz
cookie-law-enforcement-yy.xyz cookie-law-enforcement-zz.xyz copyrightclaims.org covadhosting.biz dailyseo.xyz
darodar.com dbutton.net descargar-musica-gratis.net dipstar.org domination.ml e-commerce-seo.com ecommerce-seo.org
econom.co edakgfvwql.ru erot.co eu-cookie-law-enforcement2.xyz event-tracking.com fast-wordpress-start.com
fbdownloader.com fix-website-errors.com floating-share-buttons.com for-your.website forex-procto.ru forum69.info
free-fb-traffic.com free-fbook-traffic.com free-floating-buttons.com free-share-buttons.com free-social-buttons.com
free-social-buttons.xyz free-social-buttons7.xyz free-traffic.xyz free-video-tool.com free-website-traffic.com
get-clickize.info get-free-social-traffic.com get-free-traffic-now.com get-more-freeer-visitors.info
get-more-freeish-visitors.info get-seo-help.com get-your-social-buttons.info ghostvisitor.com gobongo.info
googlsucks.com guardlink.org hulfingtonpost.com humanorightswatch.org hvd-store.com ilikevitaly.com iloveitaly.ro
iloveitaly.ru ilovevitaly.co ilovevitaly.com ilovevitaly.info ilovevitaly.org ilovevitaly.ru ilovevitaly.xyz
iminent.com incomekey.net increasewwwtraffic.info justprofit.xyz kabbalah-red-bracelets.com kambasoft.com
keywords-monitoring-success.com keywords-monitoring-your-success.com law-check-two.xyz law-enforcement-bot-ff.xyz
law-enforcement-check-three.xyz law-six.xyz local-seo-for-multiple-locations.com lumb.co maridan.com.ua
mebelcomplekt.ru monetizationking.net money-for-placing-articles.com mycheaptraffic.com o-o-6-o-o.com o-o-8-o-o.com
o-o-8-o-o.ru online-hit.info own-ahrefs.com palvira.com.ua priceg.com promotion-for99.com quit-smoking.ga
rank-checker.online rankings-analytics.com ranksonic.info ranksonic.net ranksonic.org rapidgator-porn.ga
resell-seo-services.com sanjosestartups.com savetubevideo.com savetubevideo.info sell-fb-group-here.com semalt.com
semaltmedia.com seo-2-0.com seo-platform.com seo-services-b2b.com seo-services-wordpress.com seo-smm.kz
seoanalyses.com seocheckupx.com seocheckupx.net seoexperimenty.ru seopub.net seoservices2018.com sexyali.com
share-buttons-for-free.com share-buttons.xyz sharebutton.net sharebutton.to simple-share-buttons.com
site-auditor.online slftsdybbg.ru smailik.org social-button.xyz social-buttons-ii.xyz social-buttons.com
social-traffic-1.xyz social-traffic-2.xyz social-traffic-3.xyz social-traffic-4.xyz social-traffic-5.xyz
social-traffic-7.xyz socialbuttons.xyz socialseet.ru solnplast.ru success-seo.com super-seo-guru.com superiends.org
taihouse.ru theguardlan.com top1-seo-service.com topseoservices.co track-rankings.online traffic-cash.xyz
traffic2cash.org traffic2cash.xyz traffic2money.com trafficgenius.xyz trafficmonetize.org trafficmonetizer.org
uptimechecker.com video--production.com videos-for-your-business.com viel.su wakeupseoconsultant.com
web-analytics.date webmaster-traffic.com webmonetizer.net website-analytics.online website-analyzer.info
website-speed-check.site website-speed-checker.site websitebottraffic.host xtraffic.plus xtrafficplus.com
your-good-links.com yourserverisdown.com
`
  .trim()
  .split(/\s+/);
