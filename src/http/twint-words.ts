export const TWINT_STATES = ["WAITING", "PAID", "FAILED", "EXPIRED"] as const;
export type TwintState = (typeof TWINT_STATES)[number];

export const LANGUAGES = ["en", "de", "fr", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface PageWords {
  title: string;
  text: string;
}

/** UNKNOWN: nobody has such an address, or no longer. */
export const TWINT_WORDS: Record<Language, Record<TwintState | "UNKNOWN", PageWords>> = {
  en: {
    WAITING: { title: "One moment", text: "We are waiting for TWINT. This page follows by itself." },
    PAID: { title: "Paid", text: "Thank you. You can put your phone away." },
    FAILED: { title: "Not paid", text: "The payment was not approved. No money was taken. Please ask at the till." },
    EXPIRED: { title: "Time is up", text: "The payment was not approved in time. Please ask at the till." },
    UNKNOWN: { title: "Not found", text: "This address is unknown. Please ask at the till." },
  },
  de: {
    WAITING: { title: "Einen Moment", text: "Wir warten auf TWINT. Diese Seite geht von selbst weiter." },
    PAID: { title: "Bezahlt", text: "Vielen Dank. Sie können Ihr Telefon weglegen." },
    FAILED: {
      title: "Nicht bezahlt",
      text: "Die Zahlung wurde nicht freigegeben. Es wurde nichts abgebucht. Bitte fragen Sie an der Kasse.",
    },
    EXPIRED: {
      title: "Zeit abgelaufen",
      text: "Die Zahlung wurde nicht rechtzeitig freigegeben. Bitte fragen Sie an der Kasse.",
    },
    UNKNOWN: { title: "Nicht gefunden", text: "Diese Adresse ist unbekannt. Bitte fragen Sie an der Kasse." },
  },
  fr: {
    WAITING: { title: "Un instant", text: "Nous attendons TWINT. Cette page continue d’elle-même." },
    PAID: { title: "Payé", text: "Merci. Vous pouvez ranger votre téléphone." },
    FAILED: {
      title: "Non payé",
      text: "Le paiement n’a pas été validé. Rien n’a été débité. Veuillez vous adresser à la caisse.",
    },
    EXPIRED: {
      title: "Délai dépassé",
      text: "Le paiement n’a pas été validé à temps. Veuillez vous adresser à la caisse.",
    },
    UNKNOWN: { title: "Introuvable", text: "Cette adresse est inconnue. Veuillez vous adresser à la caisse." },
  },
  it: {
    WAITING: { title: "Un momento", text: "Stiamo aspettando TWINT. Questa pagina prosegue da sola." },
    PAID: { title: "Pagato", text: "Grazie. Può mettere via il telefono." },
    FAILED: {
      title: "Non pagato",
      text: "Il pagamento non è stato approvato. Nulla è stato addebitato. Si rivolga alla cassa.",
    },
    EXPIRED: {
      title: "Tempo scaduto",
      text: "Il pagamento non è stato approvato in tempo. Si rivolga alla cassa.",
    },
    UNKNOWN: { title: "Non trovato", text: "Questo indirizzo è sconosciuto. Si rivolga alla cassa." },
  },
};

/** The first language of the browser's list that we speak; the list is in order of preference in every browser. */
export function toLanguage(acceptLanguage: string | undefined): Language {
  for (const entry of (acceptLanguage ?? "").split(",")) {
    const wanted = entry.trim().slice(0, 2).toLowerCase();
    const found = LANGUAGES.find((language) => language === wanted);
    if (found !== undefined) return found;
  }
  return "en";
}
