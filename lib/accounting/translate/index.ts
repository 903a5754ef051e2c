export { type ExpenseInput, translateExpense } from './expenses.ts'
export { type PurchaseInput, translatePurchase } from './purchases.ts'
export { type Given, type SalesInput, type Translation, translateGift, translateSales } from './sales.ts'
export { movesNothing, type StockInput, translateStock } from './stock.ts'
