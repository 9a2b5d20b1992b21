import { connectionOf } from "../connections/connection-of.js";
import { PaymentType } from "./payment.type.js";

export const PaymentConnection = connectionOf("Payment", () => PaymentType);
