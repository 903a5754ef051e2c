// Made from openapi.json by `npm run generate`. Do not edit.
import type { DecimalText } from '../../std/json.ts'

export interface paths {
    "/finance/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invoice"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    fields?: components["parameters"]["fields"];
                };
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invoice"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/invoices/{parentId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path: {
                    parentId: components["parameters"]["parentId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoicePayment"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    parentId: components["parameters"]["parentId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InvoicePayment"];
                };
            };
            responses: {
                /** @description made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoicePayment"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/invoices/{parentId}/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    parentId: components["parameters"]["parentId"];
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["refused"];
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    parentId: components["parameters"]["parentId"];
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PatchOperation"][];
                };
            };
            responses: {
                /** @description changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoicePayment"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        trace?: never;
    };
    "/finance/accounting/unpostedinvoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnpostedInvoice"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accounting/unpostedinvoices/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description how many */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Count"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accounting/unpostedprocurement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnpostedProcurement"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accounting/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExportAccountingBatchRequest"];
                };
            };
            responses: {
                /** @description made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GLExport"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accounting/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountingBatch"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateAccountingBatchRequest"];
                };
            };
            responses: {
                /** @description made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GLExport"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accounting/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["refused"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/taxCodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxCode"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/billingTerms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BillingTerm"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/glAccounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GLAccount"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/company/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Company"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Member"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/myMembers/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    fields?: components["parameters"]["fields"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyMemberInfo"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CallbackEntry"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CallbackEntry"];
                };
            };
            responses: {
                /** @description made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CallbackEntry"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/callbacks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["refused"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/connectWiseHostedScreens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectWiseHostedScreen"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/connectwisehostedsetups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectWiseHostedSetup"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConnectWiseHostedSetup"];
                };
            };
            responses: {
                /** @description made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectWiseHostedSetup"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/connectwisehostedsetups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["refused"];
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PatchOperation"][];
                };
            };
            responses: {
                /** @description changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectWiseHostedSetup"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        trace?: never;
    };
    "/system/menuentries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MenuEntry"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MenuEntry"];
                };
            };
            responses: {
                /** @description made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MenuEntry"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/menuentries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["refused"];
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PatchOperation"][];
                };
            };
            responses: {
                /** @description changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MenuEntry"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        trace?: never;
    };
    "/system/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the system */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Info"];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Location"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accountingPackageSetup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountingPackageSetup"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/glCaptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GLCaption"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/expense/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExpenseEntry"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/expense/paymentTypes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentType"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procurement/purchaseorders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PurchaseOrder"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procurement/purchaseorders/{parentId}/lineitems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path: {
                    parentId: components["parameters"]["parentId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PurchaseOrderLineItem"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procurement/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProcurementAdjustment"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procurement/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Warehouse"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/accounting/unpostedexpenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnpostedExpense"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/finance/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Agreement"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    recordType?: "Expense";
                    recordId?: string;
                    conditions?: components["parameters"]["conditions"];
                    orderBy?: components["parameters"]["orderBy"];
                    fields?: components["parameters"]["fields"];
                    page?: components["parameters"]["page"];
                    pageSize?: components["parameters"]["pageSize"];
                    pageId?: components["parameters"]["pageId"];
                };
                header?: {
                    "pagination-type"?: components["parameters"]["paginationType"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DocumentInfo"][];
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/documents/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: components["parameters"]["id"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                default: components["responses"]["refused"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Invoice: {
            /** Format: int32 */
            id?: DecimalText;
            invoiceNumber?: string;
            /** @enum {string|null} */
            type: "Agreement" | "CreditMemo" | "DownPayment" | "Miscellaneous" | "Progress" | "Standard" | "Consolidated" | null;
            status?: components["schemas"]["BillingStatusReference"];
            company: components["schemas"]["CompanyReference"];
            accountNumber?: string;
            billingTerms?: components["schemas"]["BillingTermsReference"];
            /** Format: date-time */
            date?: string;
            /** Format: date-time */
            dueDate?: string;
            taxableFlag?: boolean | null;
            taxCode?: components["schemas"]["TaxCodeReference"];
            /** Format: double */
            total?: DecimalText | null;
            /** Format: double */
            credits?: DecimalText | null;
            /** Format: double */
            payments?: DecimalText | null;
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: int32 */
            locationId?: DecimalText | null;
            glBatch?: components["schemas"]["BatchReference"];
            _info?: {
                lastUpdated?: string;
            };
            closedBy?: string;
            /** Format: double */
            balance?: DecimalText | null;
        };
        UnpostedInvoice: {
            /** Format: int32 */
            id?: DecimalText;
            /** Format: int32 */
            billingLogId?: DecimalText | null;
            /** Format: int32 */
            locationId?: DecimalText | null;
            company?: components["schemas"]["CompanyReference"];
            invoiceNumber?: string;
            invoiceDate?: string;
            /** @enum {string|null} */
            invoiceType?: "Agreement" | "CreditMemo" | "DownPayment" | "Miscellaneous" | "Progress" | "Standard" | "Consolidated" | null;
            dueDate?: string;
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            dateClosed?: string;
        };
        UnpostedProcurement: {
            /** Format: int32 */
            id?: DecimalText;
            description?: string;
            unpostedProductId?: string;
            /** Format: int32 */
            locationId?: DecimalText | null;
            /** @enum {string|null} */
            procurementType?: "Purchase" | "Adjustment" | "Transfer" | null;
            purchaseOrder?: components["schemas"]["PurchaseOrderReference"];
            purchaseDate?: string;
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            vendor?: components["schemas"]["CompanyReference"];
            dateClosed?: string;
        };
        AccountingBatch: {
            /** Format: int32 */
            id?: DecimalText;
            batchIdentifier?: string;
            closedFlag?: boolean | null;
        };
        CreateAccountingBatchRequest: {
            batchIdentifier?: string;
            glInterfaceIdentifier?: string;
            exportInvoicesFlag?: boolean | null;
            exportExpensesFlag?: boolean | null;
            exportProductsFlag?: boolean | null;
            processedRecordIds: DecimalText[];
            summarizeExpenses?: boolean | null;
        };
        ExportAccountingBatchRequest: {
            batchIdentifier?: string;
            glInterfaceIdentifier?: string;
            /** @enum {string} */
            summarizeInvoices?: "Default" | "Condensed" | "Detailed";
            exportInvoicesFlag?: boolean | null;
            includedInvoiceIds?: DecimalText[];
            exportProductsFlag?: boolean | null;
            includedProductIds?: string[];
            exportExpensesFlag?: boolean | null;
            includedExpenseIds?: DecimalText[];
        };
        GLExport: {
            transactions?: components["schemas"]["GLExportTransaction"][];
            purchaseTransactions?: components["schemas"]["GLExportPurchaseTransaction"][];
            adjustmentTransactions?: components["schemas"]["GLExportAdjustmentTransaction"][];
            inventoryTransfers?: components["schemas"]["GLExportInventoryTransfer"][];
            expenses?: components["schemas"]["GLExportExpense"][];
            expenseBills?: components["schemas"]["GLExportExpenseBill"][];
        };
        GLExportTransaction: {
            /** Format: int32 */
            id?: DecimalText | null;
            documentDate?: string;
            documentNumber?: string;
            documentType?: string;
            memo?: string;
            salesRepId?: string;
            salesRepName?: string;
            company?: components["schemas"]["CompanyReference"];
            companyAccountNumber?: string;
            billingTerms?: components["schemas"]["BillingTermsReference"];
            billingTermsXref?: string;
            /** Format: int32 */
            dueDays?: DecimalText | null;
            dueDate?: string;
            billingType?: string;
            glEntryIds?: string;
            purchaseOrder?: components["schemas"]["PurchaseOrderReference"];
            project?: components["schemas"]["ProjectReference"];
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            taxCode?: components["schemas"]["TaxCodeReference"];
            /** Format: double */
            salesTax?: DecimalText | null;
            detail?: components["schemas"]["GLExportTransactionDetail"][];
        };
        GLExportTransactionDetail: {
            /** Format: int32 */
            id?: DecimalText | null;
            accountNumber?: string;
            glClass?: string;
            glTypeId?: string;
            memo?: string;
            description?: string;
            /** Format: double */
            quantity?: DecimalText | null;
            /** Format: double */
            total?: DecimalText | null;
            costAccountNumber?: string;
            taxCode?: components["schemas"]["TaxCodeReference"];
            taxableFlag?: boolean | null;
            item?: components["schemas"]["IvItemReference"];
            itemTaxableFlag?: boolean | null;
            /** Format: double */
            itemPrice?: DecimalText | null;
            itemDescription?: string;
            /** Format: double */
            cost?: DecimalText | null;
            /** Format: double */
            itemCost?: DecimalText | null;
            inventoryAccountNumber?: string;
            itemTypeXref?: string;
            locationXref?: string;
            dropShippedFlag?: boolean | null;
        };
        GLExportPurchaseTransaction: {
            id?: string;
            documentDate?: string;
            documentNumber?: string;
            description?: string;
            memo?: string;
            purchaseDate?: string;
            company?: components["schemas"]["CompanyReference"];
            packingSlip?: string;
            dropshipFlag?: boolean | null;
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            billingTerms?: components["schemas"]["BillingTermsReference"];
            billingTermsXref?: string;
            /** Format: int32 */
            dueDays?: DecimalText | null;
            vendorAccountNumber?: string;
            vendorInvoiceDate?: string;
            vendorInvoiceNumber?: string;
            taxCode?: components["schemas"]["TaxCodeReference"];
            purchaseDetail?: components["schemas"]["GLExportPurchaseTransactionDetail"][];
            purchaseDetailTax?: components["schemas"]["GLExportPurchaseTransactionDetailTax"][];
        };
        GLExportPurchaseTransactionDetail: {
            /** Format: int32 */
            id?: DecimalText | null;
            documentDate?: string;
            glClass?: string;
            glTypeId?: string;
            description?: string;
            /** Format: double */
            cost?: DecimalText | null;
            memo?: string;
            accountNumber?: string;
            costAccountNumber?: string;
            inventoryAccountNumber?: string;
            item?: components["schemas"]["IvItemReference"];
            itemDescription?: string;
            taxable?: boolean | null;
            /** Format: double */
            itemCost?: DecimalText | null;
            /** Format: double */
            quantity?: DecimalText | null;
            /** Format: double */
            total?: DecimalText | null;
            /** Format: int32 */
            lineNumber?: DecimalText;
            taxCode?: components["schemas"]["TaxCodeReference"];
            itemTypeXref?: string;
            locationXref?: string;
            dropShippedFlag?: boolean | null;
        };
        GLExportPurchaseTransactionDetailTax: {
            /** Format: int32 */
            id?: DecimalText | null;
            documentDate?: string;
            glTypeId?: string;
            /** Format: double */
            total?: DecimalText | null;
            taxNote?: string;
        };
        GLAccount: {
            /** Format: int32 */
            id?: DecimalText;
            /** @enum {string|null} */
            glType: "AP" | "AR" | "EE" | "EI" | "EO" | "IA" | "IT" | "P" | "PF" | "R" | "RA" | "RD" | "RE" | "RP" | "ST" | "SD" | "ET" | "FT" | "PT" | "WP" | "WR" | null;
            segment1?: string;
            segment2?: string;
            segment3?: string;
            segment4?: string;
        };
        TaxCode: {
            /** Format: int32 */
            id?: DecimalText;
            identifier: string;
            description: string;
            /** Format: double */
            levelOneRate?: DecimalText | null;
            /** @enum {string|null} */
            levelOneRateType?: "Amount" | "Percent" | null;
            /** Format: double */
            levelTwoRate?: DecimalText | null;
            /** @enum {string|null} */
            levelTwoRateType?: "Amount" | "Percent" | null;
            /** Format: double */
            levelThreeRate?: DecimalText | null;
            /** @enum {string|null} */
            levelThreeRateType?: "Amount" | "Percent" | null;
            /** Format: double */
            levelFourRate?: DecimalText | null;
            /** @enum {string|null} */
            levelFourRateType?: "Amount" | "Percent" | null;
            /** Format: double */
            levelFiveRate?: DecimalText | null;
            /** @enum {string|null} */
            levelFiveRateType?: "Amount" | "Percent" | null;
            /** Format: double */
            levelSixRate?: DecimalText | null;
            /** @enum {string|null} */
            levelSixRateType?: "Amount" | "Percent" | null;
        };
        BillingTerm: {
            /** Format: int32 */
            id?: DecimalText;
            name: string;
            /** Format: int32 */
            dueDays: DecimalText | null;
            termsXref?: string;
        };
        Company: {
            /** Format: int32 */
            id?: DecimalText;
            identifier: string;
            name: string;
            accountNumber?: string;
            invoiceToEmailAddress?: string;
        };
        Member: {
            /** Format: int32 */
            id?: DecimalText;
            identifier: string;
            firstName: string;
            lastName: string;
            officeEmail?: string;
            primaryEmail?: string;
            inactiveFlag?: boolean | null;
            reportsTo?: components["schemas"]["MemberReference"];
            expenseApprover?: components["schemas"]["MemberReference"];
        };
        MyMemberInfo: {
            /** Format: int32 */
            id?: DecimalText;
            identifier?: string;
            firstName?: string;
            lastName?: string;
            fullName?: string;
            defaultEmail?: string;
            inactiveFlag?: boolean | null;
            timeZone?: components["schemas"]["TimeZoneSetupReference"];
        };
        CallbackEntry: {
            /** Format: int32 */
            id?: DecimalText;
            description?: string;
            url: string;
            /** Format: int32 */
            objectId: DecimalText | null;
            type: string;
            level: string;
            payloadVersion?: string;
            inactiveFlag?: boolean | null;
            isSelfSuppressedFlag?: boolean | null;
        };
        ConnectWiseHostedScreen: {
            /** Format: int32 */
            id?: DecimalText;
            screenId?: string;
            name?: string;
        };
        ConnectWiseHostedSetup: {
            /** Format: int32 */
            id?: DecimalText;
            /** Format: int32 */
            screenId: DecimalText | null;
            description: string;
            url: string;
            /** @enum {string|null} */
            type: "Tab" | "Pod" | "ToolbarButton" | null;
            clientId?: string;
            origin?: string;
            /** Format: int32 */
            podHeight?: DecimalText | null;
            disabledFlag?: boolean | null;
        };
        MenuEntry: {
            /** Format: int32 */
            id?: DecimalText;
            menuLocation: components["schemas"]["MenuLocationReference"];
            caption: string;
            link: string;
            newWindowFlag: boolean | null;
            origin?: string;
            clientId?: string;
        };
        PatchOperation: {
            /** @enum {string} */
            op: "add" | "replace" | "remove";
            path: string;
            value?: unknown;
        };
        Count: {
            /** Format: int32 */
            count?: DecimalText;
        };
        ErrorResponseMessage: {
            code?: string;
            message?: string;
            errors?: components["schemas"]["ValidationError"][];
        };
        ValidationError: {
            code?: string;
            message?: string;
            resource?: string;
            field?: string;
        };
        BillingStatusReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
            isClosed?: boolean | null;
        };
        CompanyReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            identifier?: string;
            name?: string;
        };
        BillingTermsReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        TaxCodeReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        CurrencyReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            currencyCode?: string;
            currencyIdentifier?: string;
        };
        BatchReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        PurchaseOrderReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        ProjectReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        IvItemReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            identifier?: string;
        };
        TimeZoneSetupReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        MenuLocationReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        Info: {
            version?: string;
            isCloud?: boolean;
            serverTimeZone?: string;
        };
        Location: {
            /** Format: int32 */
            id?: DecimalText;
            name: string;
        };
        AccountingPackageSetup: {
            /** Format: int32 */
            id?: DecimalText;
            accountingPackage: components["schemas"]["AccountingPackageReference"];
            includeExpensesFlag?: boolean | null;
            transferExpensesAsBillFlag?: boolean | null;
            includeCogsEntriesFlag?: boolean | null;
        };
        AccountingPackageReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            /** @enum {string|null} */
            identifier?: "QB99" | "Mas200" | "GPlains" | "SBA" | "Mas200v4" | "Other" | null;
            name?: string;
        };
        GLCaption: {
            /** Format: int32 */
            id?: DecimalText;
            segment1?: string;
            segment2?: string;
            segment3?: string;
            segment4?: string;
            segment5?: string;
            segment6?: string;
            segment7?: string;
            segment8?: string;
            segment9?: string;
            segment10?: string;
            /** @enum {string|null} */
            segment1type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment2type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment3type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment4type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment5type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment6type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment7type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment8type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment9type?: "Account" | "Class" | null;
            /** @enum {string|null} */
            segment10type?: "Account" | "Class" | null;
        };
        PaymentType: {
            /** Format: int32 */
            id?: DecimalText;
            name: string;
            classification: components["schemas"]["ClassificationReference"];
            companyFlag?: boolean | null;
        };
        ClassificationReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        ExpenseTypeReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        PaymentMethodReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        MemberReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            identifier?: string;
            name?: string;
        };
        ExpenseEntry: {
            /** Format: int32 */
            id?: DecimalText;
            company?: components["schemas"]["CompanyReference"];
            type: components["schemas"]["ExpenseTypeReference"];
            member?: components["schemas"]["MemberReference"];
            paymentMethod?: components["schemas"]["PaymentMethodReference"];
            classification?: components["schemas"]["ClassificationReference"];
            /** Format: double */
            amount: DecimalText | null;
            /** @enum {string|null} */
            billableOption?: "Billable" | "DoNotBill" | "NoCharge" | "NoDefault" | null;
            /** Format: date-time */
            date: string;
            /** Format: int32 */
            locationId?: DecimalText | null;
            notes?: string;
            currency?: components["schemas"]["CurrencyReference"];
            /** @enum {string|null} */
            status?: "Open" | "Rejected" | "PendingApproval" | "ErrorsCorrected" | "PendingProjectApproval" | "ApprovedByTierOne" | "RejectBySecondTier" | "ApprovedByTierTwo" | "ReadyToBill" | "Billed" | "WrittenOff" | "BilledAgreement" | null;
            taxes?: components["schemas"]["ExpenseTax"][];
            project?: components["schemas"]["ProjectReference"];
        };
        InvoicePayment: {
            id?: DecimalText;
            amount?: DecimalText | null;
            paymentDate?: string;
            credit?: {
                id?: DecimalText;
            } | null;
            invoice?: {
                id?: DecimalText;
            };
        };
        PurchaseOrder: {
            /** Format: int32 */
            id?: DecimalText;
            poNumber?: string;
            /** Format: date-time */
            poDate?: string;
            status: components["schemas"]["PurchaseOrderStatusReference"];
            closedFlag?: boolean | null;
            vendorCompany: components["schemas"]["CompanyReference"];
            customerCompany?: components["schemas"]["CompanyReference"];
            dropShipCustomerFlag?: boolean | null;
            vendorOrderNumber?: string;
            vendorInvoiceNumber?: string;
            /** Format: date-time */
            vendorInvoiceDate?: string;
            terms: components["schemas"]["BillingTermsReference"];
            /** Format: date-time */
            shipmentDate?: string;
            currency?: components["schemas"]["CurrencyReference"];
            taxCode?: components["schemas"]["TaxCodeReference"];
            /** Format: double */
            subTotal?: DecimalText | null;
            /** Format: double */
            salesTax?: DecimalText | null;
            /** Format: double */
            freightCost?: DecimalText | null;
            /** Format: double */
            freightTaxTotal?: DecimalText | null;
            freightPackingSlip?: string;
            /** Format: double */
            total?: DecimalText | null;
            /** Format: int32 */
            locationId?: DecimalText | null;
            _info?: {
                lastUpdated?: string;
            };
        };
        PurchaseOrderLineItem: {
            /** Format: int32 */
            id?: DecimalText;
            /** Format: int32 */
            lineNumber: DecimalText | null;
            product: components["schemas"]["IvItemReference"];
            description: string;
            /** Format: double */
            quantity: DecimalText | null;
            /** Format: int32 */
            receivedQuantity?: DecimalText | null;
            unitOfMeasure: components["schemas"]["UnitOfMeasureReference"];
            /** Format: double */
            unitCost?: DecimalText | null;
            /** Format: double */
            extCost?: DecimalText;
            /** Format: double */
            tax?: DecimalText | null;
            packingSlip?: string;
            /** @enum {string|null} */
            receivedStatus?: "Waiting" | "FullyReceived" | "PartiallyReceiveCancelRest" | "PartiallyReceiveCloneRest" | null;
            /** Format: date-time */
            dateReceived?: string;
            closedFlag?: boolean | null;
            canceledFlag?: boolean | null;
            batchedFlag?: boolean;
        };
        PurchaseOrderStatusReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        UnitOfMeasureReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        GLExportAdjustmentTransactionDetail: {
            glClass?: string;
            description?: string;
            memo?: string;
            item?: components["schemas"]["IvItemReference"];
            /** Format: int32 */
            quantity?: DecimalText | null;
            /** Format: double */
            total?: DecimalText | null;
            /** Format: double */
            cost?: DecimalText | null;
            accountNumber?: string;
            inventoryAccountNumber?: string;
        };
        GLExportAdjustmentTransaction: {
            id?: string;
            documentDate?: string;
            memo?: string;
            glClass?: string;
            accountNumber?: string;
            adjustmentDescription?: string;
            adjustmentDetail?: components["schemas"]["GLExportAdjustmentTransactionDetail"][];
        };
        GLExportInventoryTransferOffset: {
            /** Format: int32 */
            id?: DecimalText | null;
            accountNumber?: string;
            glClass?: string;
            /** Format: double */
            total?: DecimalText | null;
        };
        GLExportInventoryTransfer: {
            id?: string;
            documentDate?: string;
            accountNumber?: string;
            glClass?: string;
            description?: string;
            memo?: string;
            inventoryAccountNumber?: string;
            /** Format: int32 */
            transferId?: DecimalText | null;
            item?: components["schemas"]["IvItemReference"];
            itemDescription?: string;
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            quantity?: DecimalText | null;
            /** Format: double */
            cost?: DecimalText | null;
            /** Format: double */
            total?: DecimalText | null;
            transferFromLocationXref?: string;
            transferToLocationXref?: string;
            itemTypeXref?: string;
            offset?: components["schemas"]["GLExportInventoryTransferOffset"];
        };
        AdjustmentDetail: {
            /** Format: int32 */
            id?: DecimalText;
            catalogItem?: components["schemas"]["CatalogItemReference"];
            /** Format: double */
            unitCost?: DecimalText | null;
            warehouse?: components["schemas"]["WarehouseReference"];
            /** Format: int32 */
            quantityAdjusted?: DecimalText | null;
        };
        ProcurementAdjustment: {
            /** Format: int32 */
            id?: DecimalText;
            identifier?: string;
            reason?: string;
            adjustmentDetails?: components["schemas"]["AdjustmentDetail"][];
        };
        Warehouse: {
            /** Format: int32 */
            id?: DecimalText;
            locationXref?: string;
        };
        WarehouseReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        CatalogItemReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            identifier?: string;
            name?: string;
        };
        UnpostedExpense: {
            /** Format: int32 */
            id?: DecimalText;
            /** Format: int32 */
            locationId?: DecimalText | null;
            company?: components["schemas"]["CompanyReference"];
            /** Format: int32 */
            expenseDetailId?: DecimalText | null;
            expenseType?: components["schemas"]["ExpenseTypeReference"];
            /** @enum {string|null} */
            classification?: "NonReimbursable" | "Reimbursable" | "Personal" | null;
            member?: components["schemas"]["MemberReference"];
            dateExpense?: string;
            chargeDescription?: string;
            paymentMethod?: components["schemas"]["PaymentMethodReference"];
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            /** Format: double */
            billableAmount?: DecimalText | null;
            project?: components["schemas"]["ProjectReference"];
            taxCode?: components["schemas"]["TaxCodeReference"];
            /** Format: double */
            salesTaxAmount?: DecimalText | null;
            dateClosed?: string;
        };
        GLExportExpense: {
            /** Format: int32 */
            id?: DecimalText;
            accountNumber?: string;
            glClass?: string;
            glTypeId?: string;
            description?: string;
            member?: components["schemas"]["MemberReference"];
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            offset?: components["schemas"]["GLExportExpenseOffset"];
        };
        GLExportExpenseOffset: {
            /** Format: int32 */
            id?: DecimalText | null;
            accountNumber?: string;
            glTypeId?: string;
            glClass?: string;
            description?: string;
            /** Format: double */
            total?: DecimalText | null;
        };
        GLExportExpenseBill: {
            glClass?: string;
            member?: components["schemas"]["MemberReference"];
            currency?: components["schemas"]["CurrencyReference"];
            /** Format: double */
            total?: DecimalText | null;
            detail?: components["schemas"]["GLExportExpenseBillDetail"][];
        };
        GLExportExpenseBillDetail: {
            id?: DecimalText[];
            glTypeId?: string;
            accountNumber?: string;
            /** Format: double */
            total?: DecimalText | null;
        };
        ExpenseTax: {
            /** Format: int32 */
            id?: DecimalText;
            /** Format: double */
            amount?: DecimalText | null;
            type?: components["schemas"]["ExpenseTaxTypeReference"];
        };
        ExpenseTaxTypeReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        SystemLocationReference: {
            /** Format: int32 */
            id?: DecimalText | null;
            name?: string;
        };
        Agreement: {
            /** Format: int32 */
            id?: DecimalText;
            name: string;
            company: components["schemas"]["CompanyReference"];
            location?: components["schemas"]["SystemLocationReference"];
            billingTerms?: components["schemas"]["BillingTermsReference"];
            /** Format: double */
            billAmount?: DecimalText | null;
            taxable?: boolean | null;
            taxCode?: components["schemas"]["TaxCodeReference"];
            currency?: components["schemas"]["CurrencyReference"];
            nextInvoiceDate?: string;
            /** @enum {string|null} */
            agreementStatus?: "Active" | "Cancelled" | "Expired" | "Inactive" | null;
        };
        DocumentInfo: {
            /** Format: int32 */
            id?: DecimalText;
            title?: string;
            fileName?: string;
            linkFlag?: boolean | null;
            urlFlag?: boolean | null;
            /** Format: int32 */
            size?: DecimalText | null;
        };
    };
    responses: {
        /** @description refused */
        refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponseMessage"];
            };
        };
    };
    parameters: {
        conditions: string;
        orderBy: string;
        fields: string;
        page: string;
        pageSize: string;
        pageId: string;
        paginationType: "forward-only";
        id: string;
        parentId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
