export { type SalesInput, type SalesTranslation, translateSales } from './sales.ts'
