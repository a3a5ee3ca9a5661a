/* bench-snmpd-module.c
 *
 * Gives snmpd the table, as a module that it loads: with the "tdata" helper, which
 * keeps its rows sorted in memory.  That is the fastest of the ways that net-snmp
 * offers (pass_persist and "override" lines are several times slower).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>
#include <net-snmp/agent/net-snmp-agent-includes.h>

#include "bench-table.h"

void init_benchtable (void);

static int
answer (netsnmp_mib_handler          *handler,
        netsnmp_handler_registration *registration,
        netsnmp_agent_request_info   *info,
        netsnmp_request_info         *requests)
{
  static const oid zero[] = { 0, 0 };

  for (netsnmp_request_info *request = requests; request != NULL; request = request->next)
    {
      netsnmp_table_request_info *place = netsnmp_extract_table_info (request);
      const unsigned *row = netsnmp_tdata_extract_entry (request);
      BenchCell cell;

      if (request->processed || row == NULL)
        continue;

      bench_table_cell (place->colnum, *row, &cell);
      if (cell.tag == ASN_OCTET_STR)
        snmp_set_var_typed_value (request->requestvb, cell.tag, cell.octets, cell.n_octets);
      else if (cell.tag == ASN_OBJECT_ID)
        snmp_set_var_typed_value (request->requestvb, cell.tag, zero, sizeof zero);
      else
        snmp_set_var_typed_integer (request->requestvb, cell.tag, (long) cell.number);
    }

  return SNMP_ERR_NOERROR;
}

/* snmpd finds this by its name: "init_" and what the dlmod line calls the module. */
__attribute__ ((visibility ("default"))) void
init_benchtable (void)
{
  static const oid root[] = { 1, 3, 6, 1, 2, 1, 2, 2 };   /* ifTable, above ifEntry */
  static unsigned numbers[BENCH_N_ROWS];
  netsnmp_tdata *table = netsnmp_tdata_create_table ("benchtable", 0);
  netsnmp_table_registration_info *shape = SNMP_MALLOC_TYPEDEF (netsnmp_table_registration_info);
  netsnmp_handler_registration *registration;

  for (unsigned i = 0; i < BENCH_N_ROWS; i++)
    {
      netsnmp_tdata_row *row = netsnmp_tdata_create_row ();

      numbers[i] = i + 1;
      row->data = &numbers[i];
      netsnmp_tdata_row_add_index (row, ASN_INTEGER, &numbers[i], sizeof numbers[i]);
      netsnmp_tdata_add_row (table, row);
    }

  netsnmp_table_helper_add_indexes (shape, ASN_INTEGER, 0);
  shape->min_column = 1;
  shape->max_column = BENCH_N_COLUMNS;
  registration = netsnmp_create_handler_registration ("benchtable", answer, root,
                                                      OID_LENGTH (root), HANDLER_CAN_RONLY);
  netsnmp_tdata_register (registration, table, shape);
}
