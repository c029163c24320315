/*
 * Hosts that visitors come back from without having found anything there: they paid, or signed in. Taken for a source, such
 * a host would be credited with every sale. Each name stands for all below it too. What an owner adds is a setting of the
 * website, `excluded_referrers`.
 */

/** What a host that is no source is there for. */
export type NoSourceKind = 'payment' | 'sign_in' | 'excluded';

const words = (...lines: string[]): Set<string> => new Set(lines.flatMap((line) => line.split(' ')));

/** Where customers are sent to pay. */
const PAYMENT_HOSTS = words(
  // Everywhere.
  'stripe.com stripe.network link.com paypal.com paypal.me braintreegateway.com venmo.com cash.app shop.app',
  'adyen.com checkout.com worldpay.com authorize.net cybersource.com verifone.com 2checkout.com bluesnap.com paysafe.com',
  'skrill.com neteller.com payoneer.com wise.com revolut.me sumup.com squareup.com square.link globalpay.com',
  'realexpayments.com elavon.com convergepay.com nmi.com helcim.com airwallex.com rapyd.net nuvei.com dlocal.com',
  'pay.google.com pay.amazon.com payments.amazon.com payments-eu.amazon.com',
  // Sellers of record and subscriptions.
  'paddle.com paddle.net lemonsqueezy.com polar.sh gumroad.com fastspring.com onfastspring.com dodopayments.com creem.io',
  'chargebee.com recurly.com thrivecart.com samcart.com payhip.com',
  // In instalments.
  'klarna.com afterpay.com clearpay.co.uk affirm.com sezzle.com zip.co quadpay.com splitit.com laybuy.com scalapay.com',
  'getalma.eu oney.fr floa.fr sequrapi.com ratepay.com billie.io tabby.ai tamara.co',
  // Coins.
  'commerce.coinbase.com bitpay.com coingate.com nowpayments.io plisio.net',
  // Germany, Austria, Switzerland.
  'sofort.com giropay.de paydirekt.de unzer.com heidelpay.com payone.com payone.de pay1.de computop-paygate.com novalnet.de',
  'secupay.com saferpay.com six-payment-services.com datatrans.com datatrans.biz twint.ch',
  'checkout.postfinance.ch e-payment.postfinance.ch eps-ueberweisung.at hobex.at',
  // The Netherlands, Belgium.
  'mollie.com ideal.nl tikkie.me multisafepay.com buckaroo.nl pay.nl sisow.nl icepay.com payconiq.com bancontact.com ccv.eu',
  'ogone.com worldline-solutions.com',
  // France, Italy, Spain, Portugal.
  'sips-services.com payline.com systempay.fr payzen.eu lyra.com paybox.com monetico-services.com hipay.com hipay-tpp.com',
  'paygreen.io nexi.it satispay.com axerve.com ecomm.sella.it redsys.es bizum.es paycomet.com addonpayments.com',
  'ifthenpay.com easypay.pt eupago.pt sibs.com sibs.pt',
  // Britain, Ireland.
  'opayo.co.uk sagepay.com trustpayments.com securetrading.net gocardless.com truelayer.com dnapayments.com',
  // The north.
  'nets.eu quickpay.net reepay.com vipps.no mobilepay.dk swish.nu trustly.com bambora.com epay.dk payex.com',
  'swedbankpay.com paytrail.com checkout.fi',
  // Middle and eastern Europe.
  'przelewy24.pl payu.com payu.pl payu.ro payu.cz tpay.com dotpay.pl paynow.pl gopay.com gopay.cz comgate.cz thepay.cz',
  'barion.com simplepay.hu netopia-payments.com mobilpay.ro euplatesc.ro epay.bg borica.bg vivapayments.com vivawallet.com',
  'cardlink.gr mypos.com yookassa.ru yoomoney.ru robokassa.ru robokassa.com cloudpayments.ru securepay.tinkoff.ru',
  'securepayments.sberbank.ru liqpay.ua liqpay.com wayforpay.com fondy.eu portmone.com.ua pay.kaspi.kz',
  // Turkey, the Middle East.
  'paytr.com iyzico.com iyzipay.com param.com.tr sipay.com.tr bkm.com.tr craftgate.io papara.com est.com.tr',
  'tap.company myfatoorah.com telr.com paytabs.com hyperpay.com oppwa.com payfort.com moyasar.com thawani.om',
  'tranzila.com cardcom.solutions payplus.co.il meshulam.co.il pelecard.biz',
  // Africa.
  'payfast.co.za payfast.io peachpayments.com yoco.com ozow.com paygate.co.za flutterwave.com ravepay.co paystack.com',
  'paystack.co pesapal.com 3gdirectpay.com dpogroup.com remita.net interswitchng.com monnify.com paymob.com fawry.com',
  'kashier.io cmi.co.ma',
  // India.
  'razorpay.com rzp.io payu.in payumoney.com paytm.com paytm.in paytmpayments.com ccavenue.com ccavenue.ae billdesk.com',
  'billdesk.io cashfree.com instamojo.com phonepe.com juspay.in easebuzz.in mobikwik.com',
  // Eastern and south-eastern Asia, Oceania.
  'alipay.com tenpay.com unionpay.com 95516.com paydollar.com 2c2p.com omise.co xendit.co midtrans.com doku.com duitku.com',
  'billplz.com toyyibpay.com ipay88.com ipay88.co molpay.com fiuu.com senangpay.my hitpayapp.com hit-pay.com paymongo.com',
  'paymaya.com dragonpay.ph vnpayment.vn vnpay.vn payos.vn ecpay.com.tw newebpay.com pay.line.me jkopay.com paypay.ne.jp',
  'komoju.com gmopg.jp inicis.com kcp.co.kr nicepay.co.kr tosspayments.com kakaopay.com payco.com eximbay.com',
  'eway.com.au ewaypayments.com pinpayments.com securepay.com.au windcave.com paymentexpress.com',
  // Latin America.
  'mercadopago.com mercadopago.com.ar mercadopago.com.br mercadopago.com.mx mercadopago.com.co mercadopago.com.pe',
  'mercadopago.com.uy mercadopago.cl pagseguro.uol.com.br pagseguro.com.br pagbank.com.br picpay.com pagar.me asaas.com',
  'iugu.com cieloecommerce.cielo.com.br pay.hotmart.com pay.kiwify.com.br ebanx.com ebanxpay.com wompi.co wompi.com',
  'wompi.sv payulatam.com epayco.co epayco.com placetopay.com conekta.com openpay.mx webpay.cl transbank.cl flow.cl',
  'khipu.com culqi.com niubiz.com.pe vnforapps.com pagoefectivo.pe mobbex.com',
  // Card issuers' confirmation pages (3-D Secure) that serve many banks; those of one bank go by their names, below.
  'arcot.com cardinalcommerce.com securesuite.net securesuite.co.uk verifiedbyvisa.com rsa3dsauth.com rsa3dsauth.co.uk',
  'touchtechpayments.com wlp-acs.com modirum.com enstage.com wibmo.com safekey.americanexpress.com 3dsecure.io',
  'mycardsecure.com netcetera-payment.ch',
);

/** Confirmation pages of single banks: `3ds.bank.example`, `acs2.bank.example`, `3d-secure-auth.bank.example`. */
const CONFIRMATION = /(?:^|\.)(?:(?:[a-z\d]+-)*3-?d-?s(?:ecure)?\d*(?:-[a-z\d]+)*|acs\d+)\.[^.]+\.[^.]+/;

/** Where people sign in. */
const SIGN_IN_HOSTS = words(
  'accounts.google.com accounts.youtube.com login.microsoftonline.com login.microsoftonline.us login.microsoft.com',
  'login.live.com login.windows.net account.live.com appleid.apple.com idmsa.apple.com account.apple.com',
  'login.yahoo.com signin.aws.amazon.com auth.openai.com id.atlassian.com auth.atlassian.com login.salesforce.com',
  'test.salesforce.com accounts.zoho.com accounts.zoho.eu login.xero.com id.twitch.tv oauth.vk.com id.vk.com',
  'passport.yandex.ru passport.yandex.com oauth.yandex.ru account.mail.ru nid.naver.com kauth.kakao.com',
  'accounts.kakao.com access.line.me open.weixin.qq.com graph.qq.com passport.weibo.com login.gov id.me itsme.be',
  'bankid.com bankid.no mitid.dk signicat.com criipto.id sso.jumpcloud.com duosecurity.com oauth.telegram.org',
);

/** Providers that give each customer a host of its own; on their own pages, at the name itself or `www.`, one reads of them. */
const SIGN_IN_TENANTS = words(
  'auth0.com okta.com oktapreview.com okta-emea.com okta-gov.com onelogin.com pingidentity.com pingone.com pingone.eu',
  'amazoncognito.com b2clogin.com ciamlogin.com accounts.dev authkit.app workos.com stytch.com kinde.com descope.io',
  'fusionauth.io frontegg.com logto.app zitadel.cloud cloudflareaccess.com secureauth.com',
);

/** Whether a host is one that pays or signs people in, wherever they come back to; null for all others. */
export function builtInNoSource(host: string): Exclude<NoSourceKind, 'excluded'> | null {
  if (isUnder(PAYMENT_HOSTS, host) || CONFIRMATION.test(host)) return 'payment';
  if (isUnder(SIGN_IN_HOSTS, host)) return 'sign_in';
  const above = host.slice(host.indexOf('.') + 1);
  return !host.startsWith('www.') && isUnder(SIGN_IN_TENANTS, above) && host.includes('.') ? 'sign_in' : null;
}

function isUnder(hosts: ReadonlySet<string>, host: string): boolean {
  for (let name = host; ; name = name.slice(name.indexOf('.') + 1)) {
    if (hosts.has(name)) return true;
    if (!name.includes('.')) return false;
  }
}
