/** Where visitors go to pay and come back from. Such a return is no reason for a visit, so it is never credited. */
const PAYMENT_PROVIDERS = [
  '2checkout.com',
  'adyen.com',
  'afterpay.com',
  'braintreegateway.com',
  'chargebee.com',
  'checkout.com',
  'dodopayments.com',
  'fastspring.com',
  'gumroad.com',
  'klarna.com',
  'lemonsqueezy.com',
  'mollie.com',
  'onfastspring.com',
  'paddle.com',
  'paddle.net',
  'payments-amazon.com',
  'paypal.com',
  'paystack.com',
  'polar.sh',
  'razorpay.com',
  'shop.app',
  'squareup.com',
  'stripe.com',
  'worldpay.com',
];

/** Whether a cleaned referrer (`host/path`) or bare host belongs to a payment provider. */
export function isPaymentProvider(referrer: string): boolean {
  const host = referrer.split('/', 1)[0] ?? '';
  return PAYMENT_PROVIDERS.some((provider) => host === provider || host.endsWith(`.${provider}`));
}
