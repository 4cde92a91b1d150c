import { text } from "../texts";

interface Customer {
  email: string;
  firstName: string;
  lastName: string;
}

/** What a customer is called; their address where there is no name. */
export function nameOf(customer: Customer | null | undefined): string {
  if (!customer) return text("deletedCustomer");
  return `${customer.firstName} ${customer.lastName}`.trim() || customer.email;
}
