export { type ExpenseInput, translateExpense } from './expenses.ts'
export { type PurchaseInput, translatePurchase } from './purchases.ts'
export { type Given, type SalesInput, type Translation, translateSales } from './sales.ts'
