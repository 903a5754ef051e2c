import type { CompanySpec, MemberSpec } from './seed.ts'

export const DEMO_MEMBERS: readonly MemberSpec[] = [
  [151, 'JNg', 'Jane Ng', 'finance'],
  [152, 'TEllis', 'Tom Ellis', 'finance'],
  [153, 'SMarsh', 'Sam Marsh', 'technician'],
  [154, 'RVoss', 'Rita Voss', 'technician'],
]

export const DEMO_COMPANIES: readonly CompanySpec[] = [
  { identifier: 'AcmeDental', name: 'Acme Dental Pty Ltd' },
  { identifier: 'BlueGumLegal', name: 'Blue Gum Legal', terms: 2 },
  { identifier: 'CoralBayRes', name: 'Coral Bay Resorts Pty Ltd', city: 'Brisbane', terms: 3 },
  { identifier: 'DunesSurf', name: 'Dunes Surf Supply Pty Ltd' },
  { identifier: 'EurekaMine', name: 'Eureka Mining Services Ltd', city: 'Melbourne' },
  { identifier: 'FernhillSch', name: 'Fernhill School', tax: 2 },
  { identifier: 'GullFreight', name: 'Gull Freight Pty Ltd', city: 'Melbourne', terms: 2 },
  { identifier: 'HarbourVet', name: 'Harbour Veterinary Group' },
  { identifier: 'IronbarkEng', name: 'Ironbark Engineering Pty Ltd', terms: 3 },
  { identifier: 'JacanaArch', name: 'Jacana Architects' },
  { identifier: 'KestrelAir', name: 'Kestrel Air Charter Inc.', currency: 2, tax: 2 },
  { identifier: 'LorikeetCare', name: 'Lorikeet Home Care Pty Ltd', city: 'Brisbane' },
  { identifier: 'MangroveNew', name: 'Mangrove Marine (new customer) Pty Ltd' },
]

export const DEMO_VENDORS: readonly CompanySpec[] = [
  {
    identifier: 'IngramMicro',
    name: 'Ingram Distribution Pty Ltd',
    accountNumber: 'V-1001',
    terms: 1,
    vendor: true,
  },
  {
    identifier: 'SouthernTel',
    name: 'Southern Telecom Wholesale',
    accountNumber: 'V-1002',
    terms: 2,
    vendor: true,
  },
]
