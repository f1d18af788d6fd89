/** IBM telco customer churn sample (github.com/IBM/telco-customer-churn-on-icp4d, Apache-2.0): the first forty customers. */
const CUSTOMERS = `
1;29.85;Month-to-month;DSL
34;56.95;One year;DSL
2;53.85;Month-to-month;DSL
45;42.3;One year;DSL
2;70.7;Month-to-month;Fiber optic
8;99.65;Month-to-month;Fiber optic
22;89.1;Month-to-month;Fiber optic
10;29.75;Month-to-month;DSL
28;104.8;Month-to-month;Fiber optic
62;56.15;One year;DSL
13;49.95;Month-to-month;DSL
16;18.95;Two year;No
58;100.35;One year;Fiber optic
49;103.7;Month-to-month;Fiber optic
25;105.5;Month-to-month;Fiber optic
69;113.25;Two year;Fiber optic
52;20.65;One year;No
71;106.7;Two year;Fiber optic
10;55.2;Month-to-month;DSL
21;90.05;Month-to-month;Fiber optic
1;39.65;Month-to-month;DSL
12;19.8;One year;No
1;20.15;Month-to-month;No
58;59.9;Two year;DSL
49;59.6;Month-to-month;DSL
30;55.3;Month-to-month;DSL
47;99.35;Month-to-month;Fiber optic
1;30.2;Month-to-month;DSL
72;90.25;Two year;DSL
17;64.7;Month-to-month;DSL
71;96.35;Two year;Fiber optic
2;95.5;Month-to-month;Fiber optic
27;66.15;One year;DSL
1;20.2;Month-to-month;No
1;45.25;Month-to-month;DSL
72;99.9;Two year;Fiber optic
5;69.7;Month-to-month;Fiber optic
46;74.8;Month-to-month;Fiber optic
34;106.35;Month-to-month;Fiber optic
11;97.85;Month-to-month;Fiber optic
`;

/** Months with the company, dollars a month, and what was bought. */
export const telcoCustomers = CUSTOMERS.trim()
  .split('\n')
  .map((line) => {
    const [tenure = '', monthlyCharges = '', contract = '', internet = ''] = line.split(';');
    return { tenure: Number(tenure), monthlyCharges: Number(monthlyCharges), contract, internet };
  });
