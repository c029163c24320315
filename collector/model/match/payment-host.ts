/**
 * Where customers are sent to pay and come back from. Nobody discovers a product there: taken for a source, they would
 * be credited with every sale.
 */
const PAYMENT_HOSTS = new Set([
  'stripe.com',
  'stripe.network',
  'paypal.com',
  'paypal.me',
  'braintreegateway.com',
  'venmo.com',
  'paddle.com',
  'paddle.net',
  'lemonsqueezy.com',
  'polar.sh',
  'gumroad.com',
  'fastspring.com',
  'onfastspring.com',
  'dodopayments.com',
  'creem.io',
  '2checkout.com',
  'verifone.com',
  'chargebee.com',
  'recurly.com',
  'adyen.com',
  'mollie.com',
  'klarna.com',
  'afterpay.com',
  'clearpay.co.uk',
  'affirm.com',
  'squareup.com',
  'square.link',
  'checkout.com',
  'worldpay.com',
  'authorize.net',
  'cybersource.com',
  'razorpay.com',
  'rzp.io',
  'payu.com',
  'payu.in',
  'mercadopago.com',
  'pagseguro.uol.com.br',
  'payoneer.com',
  'wise.com',
  'revolut.me',
  'gocardless.com',
  'shop.app',
  'pay.google.com',
  'pay.amazon.com',
  'payments.amazon.com',
  'alipay.com',
  'flutterwave.com',
  'paystack.com',
  'paystack.co',
  'xendit.co',
  'midtrans.com',
  'sumup.com',
  'arcot.com', // card issuers' confirmation pages (3-D Secure)
  'cardinalcommerce.com', // the same
]);

/** Whether a host, or one it is under, belongs to a payment provider. */
export function isPaymentHost(host: string): boolean {
  for (let name = host; name !== ''; name = name.slice(name.indexOf('.') + 1)) {
    if (PAYMENT_HOSTS.has(name)) return true;
    if (!name.includes('.')) return false;
  }
  return false;
}

/** Whether a visit is a customer's return from paying. One that names its source came from there, whatever its referrer. */
export const isPaymentReturn = ({ source, referrer }: { source: string | null; referrer: string | null }): boolean =>
  source === null && referrer !== null && isPaymentHost(referrer);
