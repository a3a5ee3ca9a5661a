/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values and indices of the objects in data/mibs, as programs and bindings ask for them.
 */
#include "mib/tarn-mib-node-value.h"

#include "base/tarn-error.h"
#include "ops/tarn-mib-load.h"
#include "tarn-test.h"

static TarnMib *mib;

static TarnMibNode *
get_node (const char *name)
{
  TarnMibNode *node = tarn_mib_get_node (mib, name);

  g_assert_nonnull (node);
  return node;
}

static TarnValue *
make_value (const char *tlv)
{
  g_autoptr(GBytes) octets = tarn_test_hex (tlv);
  g_autoptr(GError) error = NULL;
  TarnValue *value = tarn_value_new_tlv (tarn_test_span (octets).data,
                                         tarn_test_span (octets).len, &error);

  g_assert_no_error (error);
  return value;
}

typedef struct
{
  const char *node;
  const char *tlv;
  const char *beside;
  const char *net_snmp;
  const char *person;
} Shown;

static const Shown shown[] = {
  { "IF-MIB::ifOperStatus", "020107", NULL, "INTEGER: lowerLayerDown(7)", "lowerLayerDown" },
  { "IF-MIB::ifPhysAddress", "0406001a2b3c4d5e", NULL, "STRING: 0:1a:2b:3c:4d:5e",
    "00:1a:2b:3c:4d:5e" },
  { "SNMPv2-MIB::sysUpTime", "43040075bcd1", NULL, "Timeticks: (7716049) 21:26:00.49",
    "21:26:00.49" },
  { "SNMPv2-MIB::sysObjectID", "060a2b06010401bf0803020a", NULL, "OID: NET-SNMP-TC::linux",
    "linux" },
  { "SNMPv2-MIB::sysORID", "06082b06010201020201", NULL, "OID: IF-MIB::ifEntry", "ifEntry" },
  { "IP-FORWARD-MIB::inetCidrRouteNextHop", "041020010db8000000000000000000000001", "020102",
    "Hex-STRING: 20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 ", "2001:db8::1" },
  { "SNMP-TARGET-MIB::snmpTargetAddrTAddress", "0406c000020100a1", "06062b0601060101",
    "Hex-STRING: C0 00 02 01 00 A1 ", "192.0.2.1:161" },
  { "HOST-RESOURCES-MIB::hrSystemDate", "040b07c8051a0d1e0f002d0400", NULL,
    "STRING: 1992-5-26,13:30:15.0,-4:0", "1992-05-26T13:30:15-04:00" },
  { "SNMPv2-MIB::sysDescr", "0403e96162", NULL, "STRING: \357\277\275ab", "0xe96162" },
};

static void
test_shown (gconstpointer data)
{
  const Shown *v = data;
  g_autoptr(TarnMibNode) node = get_node (v->node);
  g_autoptr(TarnValue) value = make_value (v->tlv);
  g_autoptr(TarnValue) beside = v->beside != NULL ? make_value (v->beside) : NULL;
  g_autofree char *net_snmp = NULL;
  g_autofree char *person = NULL;

  net_snmp = tarn_mib_node_format_value (node, value, beside, TARN_MIB_VALUE_NET_SNMP);
  person = tarn_mib_node_format_value (node, value, beside, TARN_MIB_VALUE_PERSON);
  g_assert_cmpstr (net_snmp, ==, v->net_snmp);
  g_assert_cmpstr (person, ==, v->person);
}

typedef struct
{
  const char *node;
  const char *text;
  const char *tlv;      /* NULL: it cannot be read                */
  const char *says;     /* of the text, or of the value's check   */
} Read;

static const Read reads[] = {
  { "IF-MIB::ifAdminStatus", "down", "020102", NULL },
  { "IF-MIB::ifAdminStatus", "dwn", NULL, "“dwn” is none of up(1), down(2), testing(3)" },
  { "IF-MIB::ifAdminStatus", "9", "020109", "“9” is none of up(1), down(2), testing(3)" },
  { "IP-MIB::ipDefaultTTL", "300", "0202012c", "“300” is not in the range 1..255" },
  { "SNMPv2-MIB::sysObjectID", "IF-MIB::ifEntry", "06082b06010201020201", NULL },
  { "IF-MIB::ifEntry", "x", NULL, "ifEntry has no value" },
};

static void
test_read (gconstpointer data)
{
  const Read *v = data;
  g_autoptr(TarnMibNode) node = get_node (v->node);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_mib_node_parse_value (node, v->text, NULL, NULL,
                                                         &error);
  g_autoptr(TarnValue) expected = NULL;

  if (v->tlv != NULL)
    {
      g_assert_no_error (error);
      expected = make_value (v->tlv);
      g_assert_true (tarn_value_equal (value, expected));
      g_assert_cmpint (tarn_mib_node_check_value (node, value, NULL, NULL, &error), ==,
                       v->says == NULL);
    }
  if (v->says == NULL)
    return;

  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, v->says);
}

/* F-86, and what is told in sentences. */
/* What no module describes is shown by its tag; names come from the modules that there are. */
static void
test_undescribed (void)
{
  static const struct
  {
    const char *tlv;
    const char *person;
    const char *without;
  } values[] = {
    { "020107", "7", "7" },
    { "0403616263", "abc", "abc" },
    { "06092b0601020102020101", "ifIndex", "1.3.6.1.2.1.2.2.1.1" },
    { "4004c0000201", "192.0.2.1", "192.0.2.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(TarnValue) value = make_value (values[i].tlv);
      g_autofree char *with = tarn_mib_format_value (mib, value, TARN_MIB_VALUE_PERSON);
      g_autofree char *without = tarn_mib_format_value (NULL, value, TARN_MIB_VALUE_PERSON);

      g_assert_cmpstr (with, ==, values[i].person);
      g_assert_cmpstr (without, ==, values[i].without);
    }
}

static void
test_mismatch (void)
{
  static const struct
  {
    const char      *node, *tlv;
    TarnMibMismatch  mismatch;
    const char      *says;
  } all[] = {
    { "IF-MIB::ifSpeed", "0400", TARN_MIB_MISMATCH_TYPE, "“” is OCTET STRING, not Gauge32" },
    { "IF-MIB::ifInOctets", "420101", TARN_MIB_MISMATCH_TYPE,
      "“1” is Gauge32 or Unsigned32, not Counter32" },
    { "HOST-RESOURCES-MIB::hrSystemDate", "040107", TARN_MIB_MISMATCH_CONVENTION,
      "“0x07” is not a DateAndTime" },
    { "SNMPv2-MIB::sysName", "0402c3a9", TARN_MIB_MISMATCH_TEXT,
      "“é” is not text as DisplayString has it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(TarnMibNode) node = get_node (all[i].node);
      g_autoptr(TarnValue) value = make_value (all[i].tlv);
      g_autoptr(GError) error = NULL;

      g_assert_cmphex (tarn_mib_node_get_mismatch (node, value, NULL), ==, all[i].mismatch);
      g_assert_false (tarn_mib_node_check_value (node, value, NULL, NULL, &error));
      g_assert_cmpstr (error->message, ==, all[i].says);
    }
}

/* P-TCV-05: what stands beside an address, and what text is written in. */
static void
test_help (void)
{
  static const struct
  {
    const char *node, *text, *beside, *charset, *tlv, *says;
  } all[] = {
    { "IP-MIB::ipAddressPrefixOrigin", "dhcp", "020101", NULL, "020104", NULL },
    { "TCP-MIB::tcpConnectionLocalAddress", "192.0.2.1", "020101", NULL, "0404c0000201", NULL },
    { "TCP-MIB::tcpConnectionLocalAddress", "192.0.2.1", "020102", NULL, NULL,
      "“192.0.2.1” is not an address of the type beside it, ipv6(2)" },
    { "TCP-MIB::tcpConnectionLocalAddress", "a.example", "020110", NULL,
      "0409" "612e6578616d706c65", NULL },
    { "TCP-MIB::tcpConnectionLocalAddress", "0xc0000201", "020102", NULL, NULL,
      "“0xc0000201” is not an address of the type beside it, ipv6(2)" },
    { "SNMPv2-MIB::sysName", "é", NULL, "ISO-8859-1", "0401e9", NULL },
    { "SNMPv2-MIB::sysName", "€", NULL, "ISO-8859-1", NULL, "“€” cannot be written in ISO-8859-1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(TarnMibNode) node = get_node (all[i].node);
      g_autoptr(TarnValue) beside = all[i].beside != NULL ? make_value (all[i].beside) : NULL;
      g_autoptr(TarnValue) expected = all[i].tlv != NULL ? make_value (all[i].tlv) : NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnValue) value = tarn_mib_node_parse_value (node, all[i].text, beside,
                                                              all[i].charset, &error);

      if (expected == NULL)
        {
          g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
          g_assert_cmpstr (error->message, ==, all[i].says);
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (tarn_value_equal (value, expected));
      g_assert_true (tarn_mib_node_check_value (node, value, beside, all[i].charset, &error));
      g_assert_no_error (error);
    }
}

/* P-TCV-05, P-TCV-06 */
static void
test_companion (void)
{
  static const struct { const char *node, *companion; } all[] = {
    { "IP-FORWARD-MIB::inetCidrRouteNextHop", "inetCidrRouteNextHopType" },
    { "IP-FORWARD-MIB::inetCidrRouteDest", "inetCidrRouteDestType" },
    { "SNMP-TARGET-MIB::snmpTargetAddrTAddress", "snmpTargetAddrTDomain" },
    { "IF-MIB::ifDescr", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(TarnMibNode) node = get_node (all[i].node);
      g_autoptr(TarnMibNode) companion = tarn_mib_node_get_companion (node);

      g_assert_cmpstr (companion != NULL ? tarn_mib_node_get_name (companion) : NULL, ==,
                       all[i].companion);
    }
}

typedef struct
{
  const char *column;
  const char *index;      /* arcs behind the column     */
  const char *texts;      /* separated by |             */
  gboolean    repaired;
} Index;

static const Index indices[] = {
  { "IF-MIB::ifDescr", "3", "3" },
  { "IP-MIB::ipNetToMediaPhysAddress", "2.192.0.2.1", "2|192.0.2.1" },
  { "IP-MIB::ipAddressIfIndex", "1.4.10.0.0.1", "ipv4|10.0.0.1" },
  { "IP-MIB::ipAddressIfIndex", "2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1", "ipv6|2001:db8::1" },
  /* P-IDX-12 F-87 */
  { "IP-MIB::ipAddressIfIndex", "1.10.0.0.1", "ipv4|10.0.0.1", TRUE },
  { "BRIDGE-MIB::dot1dTpFdbPort", "0.26.43.60.77.94", "00:1a:2b:3c:4d:5e" },
  { "BRIDGE-MIB::dot1dTpFdbPort", "6.0.26.43.60.77.94", "00:1a:2b:3c:4d:5e", TRUE },
  { "SNMP-TARGET-MIB::snmpTargetAddrTimeout", "97.98", "ab" },
  { "IF-MIB::ifHCInOctets", "7", "7" },   /* P-IDX-15: of what it augments */
};

static void
test_index (gconstpointer data)
{
  const Index *v = data;
  g_autoptr(TarnMibNode) node = get_node (v->column);
  g_autoptr(TarnOid) column = tarn_mib_node_dup_oid (node);
  g_autofree char *dotted = tarn_oid_to_string (column);
  g_autofree char *text = g_strdup_printf ("%s.%s", dotted, v->index);
  g_autoptr(TarnOid) oid = tarn_test_oid (text);
  g_autoptr(TarnOid) made = NULL;
  g_autoptr(TarnOid) parsed = NULL;
  g_autoptr(GPtrArray) values = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) texts = NULL;
  g_autofree char *joined = NULL;
  gboolean repaired = FALSE;

  values = tarn_mib_node_list_index_values (node, oid, &repaired, &error);
  g_assert_no_error (error);
  g_assert_cmpint (repaired, ==, v->repaired);
  texts = tarn_mib_node_format_index (node, oid, TARN_MIB_VALUE_PERSON, &error);
  g_assert_no_error (error);
  joined = g_strjoinv ("|", texts);
  g_assert_cmpstr (joined, ==, v->texts);
  g_assert_cmpuint (values->len, ==, g_strv_length (texts));

  made = tarn_mib_node_make_instance (node, (TarnValue *const *) values->pdata, values->len,
                                      &error);
  g_assert_no_error (error);
  parsed = tarn_mib_node_parse_instance (node, (const char *const *) texts, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_oid_equal (made, parsed));
  g_assert_cmpint (tarn_oid_equal (made, oid), ==, !v->repaired);
}

/* P-IDX-11: said, and no more. */
static void
test_bad_index (void)
{
  g_autoptr(TarnMibNode) node = get_node ("IP-MIB::ipNetToMediaPhysAddress");
  g_autoptr(TarnMibNode) scalar = get_node ("SNMPv2-MIB::sysDescr");
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.4.22.1.2.1.192.0.2");
  const char *const few[] = { "1", NULL };
  const char *const wrong[] = { "1", "192.0.2.300", NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_mib_node_list_index_values (node, oid, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "ends before the last part"));
  g_clear_error (&error);

  g_assert_null (tarn_mib_node_format_index (scalar, oid, TARN_MIB_VALUE_PERSON, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (tarn_mib_node_parse_instance (node, few, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "The index of ipNetToMediaPhysAddress has 2 parts, not 1");
  g_clear_error (&error);

  g_assert_null (tarn_mib_node_parse_instance (node, wrong, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "ipNetToMediaNetAddress: “192.0.2.300”"));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_build_filename (g_getenv ("TARN_SOURCE"), "data", "mibs", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr(GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  mib = tarn_mib_load (folders, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-node-value/shown/%s/%u", shown[i].node, i);

      g_test_add_data_func (path, &shown[i], test_shown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-node-value/read/%s/%s", reads[i].node,
                                               reads[i].text);

      g_test_add_data_func (path, &reads[i], test_read);
    }
  for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-node-value/index/%s.%s", indices[i].column,
                                               indices[i].index);

      g_test_add_data_func (path, &indices[i], test_index);
    }
  g_test_add_func ("/mib-node-value/undescribed", test_undescribed);
  g_test_add_func ("/mib-node-value/P-IDX-11 no index", test_bad_index);
  g_test_add_func ("/mib-node-value/F-86 mismatch", test_mismatch);
  g_test_add_func ("/mib-node-value/P-TCV-05 what helps to read", test_help);
  g_test_add_func ("/mib-node-value/P-TCV-05 companion", test_companion);
  result = g_test_run ();

  g_assert_finalize_object (mib);
  return result;
}
