/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-filter.h"
#include "ops/tarn-notification-private.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/tarn-error.h"
#include "tarn-test.h"

static GBytes *
public_community (void)
{
  return g_bytes_new_static ("public", 6);
}

/* "1.3.6.1=i5 1.3.6.2=o1.3 …": INTEGER, OBJECT IDENTIFIER, IpAddress, Counter64, string. */
static GPtrArray *
make_varbinds (const char *text)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      g_auto(GStrv) parts = g_strsplit (words[i], "=", 2);
      g_autoptr(TarnOid) oid = tarn_test_oid (parts[0]);
      const char *typed = parts[1] + 1;
      g_autoptr(TarnOid) value_oid = parts[1][0] == 'o' ? tarn_test_oid (typed) : NULL;
      g_autoptr(TarnValue) value = NULL;
      guint8 octets[4];

      switch (parts[1][0])
        {
        case 'i':
          value = tarn_value_new_integer (atoi (typed));
          break;
        case 'o':
          value = tarn_value_new_oid (value_oid);
          break;
        case 'C':
          value = tarn_value_new_unsigned (TARN_KIND_COUNTER64, (guint64) atoi (typed));
          break;
        case 'a':
          g_assert_cmpint (sscanf (typed, "%hhu.%hhu.%hhu.%hhu", octets, octets + 1, octets + 2,
                                   octets + 3), ==, 4);
          value = tarn_value_new_octets (TARN_KIND_IP_ADDRESS, octets, 4);
          break;
        default:
          value = tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) typed,
                                         strlen (typed));
        }
      g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
    }

  return varbinds;
}

static char *
varbinds_to_text (GPtrArray *varbinds)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < varbinds->len; i++)
    {
      g_autofree char *oid = tarn_oid_to_string (tarn_varbind_get_oid (varbinds->pdata[i]));
      TarnValue *value = tarn_varbind_get_value (varbinds->pdata[i]);
      g_autoptr(TarnOid) value_oid = tarn_value_dup_oid (value);
      g_autofree char *value_text = value_oid != NULL ? tarn_oid_to_string (value_oid) : NULL;
      gsize n;
      const guint8 *octets = tarn_value_get_octets (value, &n);

      g_string_append_printf (text, "%s%s=", i > 0 ? " " : "", oid + 1);
      if (value_oid != NULL)
        g_string_append_printf (text, "o%s", value_text + 1);
      else if (tarn_value_get_kind (value) == TARN_KIND_IP_ADDRESS)
        g_string_append_printf (text, "a%u.%u.%u.%u", octets[0], octets[1], octets[2], octets[3]);
      else if (tarn_value_get_kind (value) == TARN_KIND_INTEGER)
        g_string_append_printf (text, "i%d", octets[n - 1]);
      else
        g_string_append_printf (text, "s%.*s", (int) n, octets);
    }

  return g_string_free (text, FALSE);
}

static void
assert_oid (TarnOid    *oid,
            const char *expected)
{
  g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  g_assert_cmpstr (text != NULL ? text + 1 : NULL, ==, expected);
}

typedef struct
{
  const char *name;
  const char *enterprise;
  int         generic;
  int         specific;
  const char *varbinds;
  gboolean    forwarded;
  const char *trap;            /* NULL: @expected is a part of the error */
  const char *expected;        /* varbinds                               */
} UpVector;

static const UpVector up_vectors[] = {
  { "coldStart is snmpTraps.1 (P-TRP-01)", "1.3.6.1.4.1.9", 0, 0, "", FALSE,
    "1.3.6.1.6.3.1.1.5.1", "" },
  { "egpNeighborLoss is snmpTraps.6, whatever specific-trap says", "1.3.6.1.4.1.9", 5, 7, "",
    FALSE, "1.3.6.1.6.3.1.1.5.6", "" },
  { "an enterprise's own gets a 0 between", "1.3.6.1.4.1.9", 6, 17, "1.3.6.1.2=i3", FALSE,
    "1.3.6.1.4.1.9.0.17", "1.3.6.1.2=i3" },
  { "specific-trap may be 0", "1.3.6.1.4.1.9", 6, 0, "", FALSE, "1.3.6.1.4.1.9.0.0", "" },
  { "the largest specific-trap", "1.3.6.1.4.1.9", 6, G_MAXINT32, "", FALSE,
    "1.3.6.1.4.1.9.0.2147483647", "" },
  { "forwarded: address, community, enterprise, in this order, at the end (P-TRP-03)",
    "1.3.6.1.4.1.9", 2, 0, "1.3.6.1.2=i3", TRUE, "1.3.6.1.6.3.1.1.5.3",
    "1.3.6.1.2=i3 1.3.6.1.6.3.18.1.3.0=a192.0.2.1 1.3.6.1.6.3.18.1.4.0=spublic "
    "1.3.6.1.6.3.1.1.4.3.0=o1.3.6.1.4.1.9" },
  { "forwarded: what is there stays as it is, and is not added", "1.3.6.1.4.1.9", 2, 0,
    "1.3.6.1.6.3.18.1.3.0=a198.51.100.1", TRUE, "1.3.6.1.6.3.1.1.5.3",
    "1.3.6.1.6.3.18.1.3.0=a198.51.100.1 1.3.6.1.6.3.18.1.4.0=spublic "
    "1.3.6.1.6.3.1.1.4.3.0=o1.3.6.1.4.1.9" },
  { "generic-trap 7 is refused (P-TRP-02)", "1.3.6.1.4.1.9", 7, 0, "", FALSE, NULL,
    "generic-trap" },
  { "generic-trap -1 is refused", "1.3.6.1.4.1.9", -1, 0, "", FALSE, NULL, "generic-trap" },
  { "a negative specific-trap is refused", "1.3.6.1.4.1.9", 6, -1, "", FALSE, NULL,
    "specific-trap" },
};

/* As it would have been received. */
static TarnNotification *
receive (TarnNotification *notification)
{
  g_autoptr(GBytes) community = public_community ();
  g_autoptr(GBytes) octets = NULL;
  g_autoptr(GError) error = NULL;
  TarnNotification *received;

  octets = tarn_notification_encode (notification, community, 77, &error);
  g_assert_no_error (error);
  received = tarn_notification_decode (octets, &error);
  g_assert_no_error (error);
  return received;
}

static void
test_up (gconstpointer data)
{
  const UpVector *v = data;
  g_autoptr(TarnOid) enterprise = tarn_test_oid (v->enterprise);
  g_autoptr(GPtrArray) varbinds = make_varbinds (v->varbinds);
  g_autoptr(TarnNotification) made = NULL;
  g_autoptr(TarnNotification) received = NULL;
  g_autoptr(TarnNotification) translated = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  made = tarn_notification_new_v1 (enterprise, "192.0.2.1", v->generic, v->specific, 4711,
                                   (TarnVarbind **) varbinds->pdata, varbinds->len);
  received = receive (made);
  translated = tarn_notification_translate (received, TARN_NOTIFICATION_TRAP, v->forwarded, &error);
  if (v->trap == NULL)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, v->expected));
      return;
    }

  g_assert_no_error (error);
  assert_oid (tarn_notification_get_trap_oid (translated), v->trap);
  assert_oid (tarn_notification_get_trap_oid (received), v->trap);
  g_assert_cmpuint (tarn_notification_get_uptime (translated), ==, 4711);
  text = varbinds_to_text (tarn_notification_get_varbinds (translated));
  g_assert_cmpstr (text, ==, v->expected);
}

typedef struct
{
  const char *name;
  const char *trap;
  const char *varbinds;
  const char *enterprise;      /* NULL: @address is a part of the error */
  int         generic;
  int         specific;
  const char *address;
} DownVector;

#define SNMP_TRAPS "1.3.6.1.6.3.1.1.5"

static const DownVector down_vectors[] = {
  { "linkDown is generic 2, of snmpTraps (P-TRP-04)", SNMP_TRAPS ".3", "", SNMP_TRAPS, 2, 0,
    "0.0.0.0" },
  { "snmpTrapEnterprise.0 is its enterprise, if it is told", SNMP_TRAPS ".3",
    "1.3.6.1.6.3.1.1.4.3.0=o1.3.6.1.4.1.9", "1.3.6.1.4.1.9", 2, 0, "0.0.0.0" },
  { "standard ends with .6", SNMP_TRAPS ".7", "", SNMP_TRAPS, 6, 7, "0.0.0.0" },
  { "and begins with .1", SNMP_TRAPS ".0", "", "1.3.6.1.6.3.1.1.5", 6, 0, "0.0.0.0" },
  { "below a standard one is not standard", SNMP_TRAPS ".3.1", "", SNMP_TRAPS ".3", 6, 1,
    "0.0.0.0" },
  { "the 0 before the last goes", "1.3.6.1.4.1.9.0.17", "", "1.3.6.1.4.1.9", 6, 17, "0.0.0.0" },
  { "where there is none nothing else goes", "1.3.6.1.4.1.9.5.17", "", "1.3.6.1.4.1.9.5", 6, 17,
    "0.0.0.0" },
  { "snmpTrapEnterprise.0 is not asked for others", "1.3.6.1.4.1.9.0.17",
    "1.3.6.1.6.3.1.1.4.3.0=o1.3.6.1.4.1.11", "1.3.6.1.4.1.9", 6, 17, "0.0.0.0" },
  { "snmpTrapAddress.0 is agent-addr (P-TRP-06)", "1.3.6.1.4.1.9.0.17",
    "1.3.6.1.6.3.18.1.3.0=a192.0.2.9", "1.3.6.1.4.1.9", 6, 17, "192.0.2.9" },
  { "a Counter64 is not convertible (P-TRP-05)", "1.3.6.1.4.1.9.0.17", "1.3.6.1.2=C3", NULL, 0, 0,
    "Counter64" },
  { "the largest specific-trap", "1.3.6.1.4.1.9.0.2147483647", "", "1.3.6.1.4.1.9", 6, G_MAXINT32,
    "0.0.0.0" },
  { "a larger one is refused", "1.3.6.1.4.1.9.0.2147483648", "", NULL, 0, 0, "larger" },
  { "0.0 has no enterprise", "0.0", "", NULL, 0, 0, "too short" },
  { "neither has 1.3", "1.3", "", NULL, 0, 0, "too short" },
};

static void
test_down (gconstpointer data)
{
  const DownVector *v = data;
  g_autoptr(TarnOid) trap_oid = tarn_test_oid (v->trap);
  g_autoptr(GPtrArray) varbinds = make_varbinds (v->varbinds);
  g_autoptr(TarnNotification) made = NULL;
  g_autoptr(TarnNotification) translated = NULL;
  g_autoptr(TarnNotification) received = NULL;
  g_autofree char *address = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  made = tarn_notification_new (TARN_NOTIFICATION_INFORM, trap_oid, 4711,
                                (TarnVarbind **) varbinds->pdata, varbinds->len);
  translated = tarn_notification_translate (made, TARN_NOTIFICATION_TRAP_V1, FALSE, &error);
  if (v->enterprise == NULL)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, v->address));
      return;
    }

  g_assert_no_error (error);
  received = receive (translated);
  assert_oid (tarn_notification_get_enterprise (received), v->enterprise);
  g_assert_cmpint (tarn_notification_get_generic_trap (received), ==, v->generic);
  g_assert_cmpint (tarn_notification_get_specific_trap (received), ==, v->specific);
  g_assert_cmpuint (tarn_notification_get_uptime (received), ==, 4711);
  address = tarn_notification_dup_agent_address (received);
  g_assert_cmpstr (address, ==, v->address);
  text = varbinds_to_text (tarn_notification_get_varbinds (received));
  g_assert_cmpstr (text, ==, v->varbinds);
}

/* P-TRP-15: what would be longer than an OID may be is refused. */
static void
test_too_long (void)
{
  guint32 arcs[127] = { 1, 3 };
  g_autoptr(TarnOid) enterprise = NULL;
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(TarnNotification) translated = NULL;
  g_autoptr(GError) error = NULL;

  for (guint n = 126; n <= 127; n++)
    {
      g_clear_pointer (&enterprise, tarn_oid_unref);
      g_clear_pointer (&notification, tarn_notification_unref);
      g_clear_pointer (&translated, tarn_notification_unref);
      enterprise = tarn_oid_new_arcs (arcs, n, &error);
      g_assert_no_error (error);
      notification = tarn_notification_new_v1 (enterprise, NULL, 6, 1, 0, NULL, 0);
      translated = tarn_notification_translate (notification, TARN_NOTIFICATION_TRAP, FALSE, &error);
      g_assert_true ((translated != NULL) == (n == 126));
    }

  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_null (tarn_notification_get_trap_oid (notification));
}

typedef struct
{
  const char           *name;
  const char           *hex;
  TarnNotificationKind  kind;
  const char           *trap;       /* NULL: none               */
  guint32               uptime;
  guint                 n_varbinds;
  TarnAnomalies         anomalies;
  gboolean              is_exact;   /* encoded, it is the same  */
} WireVector;

static const WireVector wire_vectors[] = {
  { "SNMPv1, the largest time-stamp (P-VEC-13)",
    "302e02010004067075626c6963a421060a2b06010401bf0803020a4004c0000201020106020111430500ffffffff"
    "3000", TARN_NOTIFICATION_TRAP_V1, "1.3.6.1.4.1.8072.3.2.10.0.17", G_MAXUINT32, 0, 0, TRUE },
  { "SNMPv1, as net-snmp sends it",
    "303b02010004067075626c6963a42e060a2b06010401bf0803020a4004c000024d020103020100430301e240300f"
    "300d06082b0601020101050004016e", TARN_NOTIFICATION_TRAP_V1, "1.3.6.1.6.3.1.1.5.4", 123456, 1,
    0, TRUE },
  { "SNMPv2, as net-snmp sends it",
    "305702010104067075626c6963a74a0204619c2e43020100020100303c300d06082b060102010103004301013019"
    "060a2b060106030101040100060b2b06010401bf08020300013010060b2b06010401bf080203020102013c",
    TARN_NOTIFICATION_TRAP, "1.3.6.1.4.1.8072.2.3.0.1", 1, 1, 0, TRUE },
  { "an inform",
    "305d02010104067075626c6963a6500201010201000201003045300e06082b0601020101030043023fe03018060a"
    "2b060106030101040100060a2b0601040190728768023019060b2b06010401907287691500040a496e666f726d54"
    "657374", TARN_NOTIFICATION_INFORM, "1.3.6.1.4.1.2162.1000.2", 16352, 1, 0, TRUE },
  { "generic-trap 7 is kept and told (P-TRP-02)",
    "302602010004067075626c6963a41906062b06010401094004c00002010201070201004301013000",
    TARN_NOTIFICATION_TRAP_V1, "1.3.6.1.6.3.1.1.5.8", 1, 0, TARN_ANOMALY_BAD_GENERIC, TRUE },
};

/* Of the table above, those that are whole messages as they should be. */
static void
test_wire (gconstpointer data)
{
  const WireVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  g_autoptr(GBytes) community = public_community ();
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GError) error = NULL;

  notification = tarn_notification_decode (octets, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tarn_notification_get_kind (notification), ==, v->kind);
  assert_oid (tarn_notification_get_trap_oid (notification), v->trap);
  g_assert_cmpuint (tarn_notification_get_uptime (notification), ==, v->uptime);
  g_assert_cmpuint (tarn_notification_get_varbinds (notification)->len, ==, v->n_varbinds);
  g_assert_cmphex (tarn_notification_get_anomalies (notification), ==, v->anomalies);
  g_assert_true (g_bytes_equal (tarn_notification_get_community (notification), community));
  g_assert_true (g_bytes_equal (tarn_notification_get_octets (notification), octets));

  again = tarn_notification_encode (notification, community,
                                    tarn_notification_get_request_id (notification), &error);
  g_assert_no_error (error);
  if (v->is_exact)
    g_assert_true (g_bytes_equal (again, octets));
}

static void
prefix_fails (TarnSpan prefix,
              gpointer data)
{
  g_autoptr(GBytes) octets = g_bytes_new (prefix.data, prefix.len);
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_notification_decode (octets, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
}

static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wire_vectors); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (wire_vectors[i].hex);

      tarn_test_each_prefix (tarn_test_span (octets), prefix_fails, NULL);
    }
}

typedef struct
{
  const char    *name;
  const char    *varbinds;     /* "t" sysUpTime.0, "o" snmpTrapOID.0, "T" and "O" values of the
                                * same types by other names, "i" something else */
  const char    *trap;
  guint32        uptime;
  guint          n_left;
  gboolean       odd;
} PrefixVector;

static const PrefixVector prefix_vectors[] = {
  { "both where they should be", "toi", "1.3.6.1.4.1.9", 7, 1, FALSE },
  { "the other way round: found by name (P-TRP-10)", "oti", "1.3.6.1.4.1.9", 7, 1, TRUE },
  { "behind the rest: found by name", "ito", "1.3.6.1.4.1.9", 7, 1, TRUE },
  { "without sysUpTime.0", "oi", "1.3.6.1.4.1.9", 0, 1, TRUE },
  { "without snmpTrapOID.0", "ti", NULL, 7, 1, TRUE },
  { "by other names: found by type", "TOi", "1.3.6.1.4.1.11", 8, 1, TRUE },
  { "an OID further behind is something else", "iiO", NULL, 0, 3, TRUE },
  { "nothing at all", "", NULL, 0, 0, TRUE },
  { "twice: the first counts", "toto", "1.3.6.1.4.1.9", 7, 2, FALSE },
};

static void
put_letter (GPtrArray *varbinds,
            char       letter)
{
  g_autoptr(TarnOid) nine = tarn_test_oid ("1.3.6.1.4.1.9");
  g_autoptr(TarnOid) eleven = tarn_test_oid ("1.3.6.1.4.1.11");
  g_autoptr(TarnOid) other = tarn_test_oid ("1.3.6.1.2.1.1.5.0");
  g_autoptr(TarnOid) up_time = tarn_oid_new_name (tarn_name_sys_up_time);
  g_autoptr(TarnOid) trap_oid = tarn_oid_new_name (tarn_name_snmp_trap_oid);
  g_autoptr(TarnValue) value = NULL;

  if (letter == 't' || letter == 'T')
    value = tarn_value_new_unsigned (TARN_KIND_TIME_TICKS, letter == 't' ? 7 : 8);
  else if (letter == 'o' || letter == 'O')
    value = tarn_value_new_oid (letter == 'o' ? nine : eleven);
  else
    value = tarn_value_new_integer (1);
  g_ptr_array_add (varbinds, tarn_varbind_new (letter == 't' ? up_time
                                               : letter == 'o' ? trap_oid : other, value));
}

static void
test_prefix (gconstpointer data)
{
  const PrefixVector *v = data;
  g_autoptr(GPtrArray) varbinds
    = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  const TarnPdu pdu = { .type = TARN_PDU_TRAP, .request_id = 1 };
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(GBytes) octets = NULL;
  g_autoptr(GError) error = NULL;
  TarnBerWriter writer;
  TarnRow rows[8];
  guint8 buffer[512];
  guint n;

  for (n = 0; v->varbinds[n] != '\0'; n++)
    {
      put_letter (varbinds, v->varbinds[n]);
      rows[n] = tarn_row_from_varbind (varbinds->pdata[n]);
    }
  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu,
                                      rows, n));
  octets = g_bytes_new (writer.pos, tarn_ber_writer_span (&writer).len);

  notification = tarn_notification_decode (octets, &error);
  g_assert_no_error (error);
  assert_oid (tarn_notification_get_trap_oid (notification), v->trap);
  g_assert_cmpuint (tarn_notification_get_uptime (notification), ==, v->uptime);
  g_assert_cmpuint (tarn_notification_get_varbinds (notification)->len, ==, v->n_left);
  g_assert_true (v->odd == ((tarn_notification_get_anomalies (notification)
                             & TARN_ANOMALY_TRAP_PREFIX) != 0));
}

/* What others recorded: the same octets again, where lengths were written as we do. */
static void
test_recorded (void)
{
  g_autofree char *path = tarn_test_shared_path ("vectors/messages.tsv");
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_exact = 0;

  if (path == NULL)
    return;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      g_autoptr(GBytes) octets = tarn_test_hex (fields[1]);
      g_autoptr(TarnNotification) notification = tarn_notification_decode (octets, NULL);
      g_autoptr(GBytes) again = NULL;

      if (notification == NULL || tarn_notification_get_anomalies (notification) != 0)
        continue;
      again = tarn_notification_encode (notification, tarn_notification_get_community (notification),
                                        tarn_notification_get_request_id (notification), NULL);
      g_assert_nonnull (again);
      if (g_bytes_get_size (again) != g_bytes_get_size (octets))
        continue;
      g_test_message ("%s", fields[0]);
      g_assert_true (g_bytes_equal (again, octets));
      n_exact++;
    }

  g_assert_cmpuint (n_exact, >=, 10);
}

/* A message that is none, and notifications that no message can say. */
static void
test_refused (void)
{
  static const char response[]
    = "302602010104067075626c6963a219020101020100020100300e300c06082b060102010101000500";
  g_autoptr(GBytes) octets = tarn_test_hex (response);
  g_autoptr(GBytes) community = public_community ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.4.1.9");
  g_autoptr(GPtrArray) counter = make_varbinds ("1.3.6.1.2=C3");
  g_autofree guint8 *much = g_malloc0 (40000);
  g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING, much, 40000);
  g_autoptr(TarnVarbind) half = tarn_varbind_new (oid, value);
  TarnVarbind *halves[] = { half, half };
  g_autoptr(TarnNotification) v1 = NULL;
  g_autoptr(TarnNotification) v2 = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_notification_decode (octets, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
  g_clear_error (&error);

  v1 = tarn_notification_new_v1 (oid, NULL, 6, 1, 0, (TarnVarbind **) counter->pdata, 1);
  g_assert_null (tarn_notification_encode (v1, community, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  v2 = tarn_notification_new (TARN_NOTIFICATION_TRAP, oid, 0, halves, 2);
  g_assert_null (tarn_notification_encode (v2, community, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG);

  g_assert_null (tarn_notification_new_v1 (oid, "192.0.2", 6, 1, 0, NULL, 0));
}

typedef struct
{
  const char *name;
  const char *conditions;   /* c: community, t: root, k: kind, g: generic, s: specific */
  gboolean    wanted;
} FilterVector;

/* A linkDown of SNMPv2 with the community public. */
static const FilterVector filter_vectors[] = {
  { "no condition wants all", "", TRUE },
  { "its community", "cpublic", TRUE },
  { "another one", "cpublik", FALSE },
  { "a part of it", "cpubli", FALSE },
  { "more than it", "cpublicpublic", FALSE },
  { "the empty one", "c", FALSE },
  { "one of two", "cprivate cpublic", TRUE },
  { "its OID", "t1.3.6.1.6.3.1.1.5.3", TRUE },
  { "a subtree", "t1.3.6.1.6.3", TRUE },
  { "below it", "t1.3.6.1.6.3.1.1.5.3.1", FALSE },
  { "its kind", "k1", TRUE },
  { "another kind", "k2", FALSE },
  { "generic-trap that it would have", "g2", TRUE },
  { "another generic-trap", "g3", FALSE },
  { "specific-trap that it would have", "g2 s0", TRUE },
  { "each sort of condition counts", "cpublic g3", FALSE },
  { "from somewhere: it was not received", "n192.0.2.0/24", FALSE },
};

static void
test_filter (gconstpointer data)
{
  const FilterVector *v = data;
  g_autoptr(TarnNotificationFilter) filter = tarn_notification_filter_new ();
  g_autoptr(TarnOid) trap_oid = tarn_test_oid (SNMP_TRAPS ".3");
  g_autoptr(TarnNotification) made = NULL;
  g_autoptr(TarnNotification) received = NULL;
  g_auto(GStrv) words = g_strsplit (v->conditions, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      const char *rest = words[i] + 1;
      g_autoptr(GBytes) community = g_bytes_new (rest, strlen (rest));
      g_autoptr(TarnOid) root = words[i][0] == 't' ? tarn_test_oid (rest) : NULL;

      if (words[i][0] == 'c')
        tarn_notification_filter_add_community (filter, community);
      else if (root != NULL)
        tarn_notification_filter_add_trap (filter, root);
      else if (words[i][0] == 'k')
        tarn_notification_filter_add_kind (filter, (TarnNotificationKind) atoi (rest));
      else if (words[i][0] == 'g')
        tarn_notification_filter_set_generic (filter, atoi (rest));
      else if (words[i][0] == 's')
        tarn_notification_filter_set_specific (filter, atoi (rest));
      else
        g_assert_true (tarn_notification_filter_add_sender (filter, rest, NULL));
    }

  made = tarn_notification_new (TARN_NOTIFICATION_TRAP, trap_oid, 1, NULL, 0);
  received = receive (made);
  g_assert_true (tarn_notification_filter_matches (filter, received) == v->wanted);
}

#define ADD(path, vectors, func) \
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++) \
    { \
      g_autofree char *name = g_strconcat ("/notification/" path "/", vectors[i].name, NULL); \
      g_test_add_data_func (name, &vectors[i], func); \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("v1 to v2", up_vectors, test_up);
  ADD ("v2 to v1", down_vectors, test_down);
  ADD ("wire", wire_vectors, test_wire);
  ADD ("prefix", prefix_vectors, test_prefix);
  ADD ("filter", filter_vectors, test_filter);
  g_test_add_func ("/notification/an OID that would be too long (P-TRP-15)", test_too_long);
  g_test_add_func ("/notification/every prefix fails", test_prefixes);
  g_test_add_func ("/notification/recorded", test_recorded);
  g_test_add_func ("/notification/refused", test_refused);

  return g_test_run ();
}
