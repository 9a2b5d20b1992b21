import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** A Swiss business that may take cards and TWINT. */
export function formatAccount(id: string, work: Work): StripeObject {
  return {
    id,
    object: "account",
    business_profile: businessProfile(),
    business_type: null,
    capabilities: { card_payments: "active", transfers: "active", twint_payments: "active" },
    charges_enabled: true,
    controller: { type: "account" },
    country: "CH",
    created: work.tables.settings.find("sandbox")?.createdAt ?? work.nowSeconds,
    default_currency: "chf",
    details_submitted: true,
    email: "sandbox@example.com",
    external_accounts: { object: "list", data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    future_requirements: requirements(),
    metadata: {},
    payouts_enabled: true,
    requirements: requirements(),
    settings: settings(),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: "standard",
  };
}

function businessProfile(): StripeObject {
  return {
    annual_revenue: null,
    estimated_worker_count: null,
    mcc: "5999",
    minority_owned_business_designation: null,
    name: "Tillgraph Sandbox",
    product_description: null,
    specified_commercial_transactions_act_url: null,
    support_address: NO_ADDRESS,
    support_email: null,
    support_phone: null,
    support_url: null,
    url: null,
  };
}

function requirements(): StripeObject {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  };
}

function settings(): StripeObject {
  return {
    bacs_debit_payments: { display_name: null, service_user_number: null },
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: { tos_acceptance: { date: null, ip: null } },
    card_payments: {
      decline_on: { avs_failure: true, cvc_failure: true },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: "Tillgraph Sandbox", timezone: "Europe/Zurich" },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
    payments: {
      statement_descriptor: "TILLGRAPH SANDBOX",
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: 7, interval: "daily" },
      statement_descriptor: null,
    },
    sepa_debit_payments: {},
  };
}
