import { connectionOf } from "../connections/connection-of.js";
import { OrderType } from "./order.type.js";

export const OrderConnection = connectionOf("Order", () => OrderType);
