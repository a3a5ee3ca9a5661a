/* test-responder-forms.c
 *
 * One request in all the forms in which managers write it: each that has to be understood, for
 * each kind of request in each version, and each that must meet silence.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder.h"
#include "tarn-test-answer.h"
#include "tarn-test.h"

/* A request that everybody answers alike. */
typedef struct
{
  const char *name;
  const char *tag;
  guint       version;    /* on the wire */
  const char *fields;     /* behind the request-id */
  const char *rows;
  const char *reply;      /* varbinds */
} Kind;

#define NONE            "020100 020100"
#define SYS_DESCR_NAME  "06082b06010201010100"
#define SYS_DESCR       "30(" SYS_DESCR_NAME "0500)"
#define BEFORE_DESCR    "30(06072b060102010101 0500)"
#define SYS_DESCR_VALUE "30(" SYS_DESCR_NAME "04026869)"
#define IF_NUMBER       "30(06082b06010201020100 020107)"

static const Kind kinds[] = {
  { "GET v1", "a0", 0, "020100 020100", SYS_DESCR, SYS_DESCR_VALUE },
  { "GET v2c", "a0", 1, "020100 020100", SYS_DESCR, SYS_DESCR_VALUE },
  { "GETNEXT v1", "a1", 0, "020100 020100", BEFORE_DESCR, SYS_DESCR_VALUE },
  { "GETNEXT v2c", "a1", 1, "020100 020100", BEFORE_DESCR, SYS_DESCR_VALUE },
  { "GETBULK v2c", "a5", 1, "020100 020101", BEFORE_DESCR, SYS_DESCR_VALUE },
  { "SET v1", "a3", 0, "020100 020100", IF_NUMBER, IF_NUMBER },
  { "SET v2c", "a3", 1, "020100 020100", IF_NUMBER, IF_NUMBER },
};

/* $V version, $v its number, $T tag of the PDU, $F fields, $R varbinds. */
typedef struct
{
  const char *sentence;
  const char *request;
  const char *request_id;   /* of the answer; NULL: silence */
  int         counter;
} Form;

#define C         TARN_TEST_COMMUNITY
#define A         TARN_TEST_ANSWERED
#define ASN       TARN_TEST_BAD_ASN
#define VERSION   TARN_TEST_BAD_VERSION
#define COMMUNITY TARN_TEST_BAD_COMMUNITY

static const Form forms[] = {
  { "as all write it (P-BER-11)", "30($V " C " $T(020107 $F 30($R)))", "020107", A },
  { "its length in one octet of the long form (P-BER-04)", "30:1($V " C " $T(020107 $F 30($R)))",
    "020107", A },
  { "in two (P-BER-04)", "30:2($V " C " $T(020107 $F 30($R)))", "020107", A },
  { "in four (P-BER-05)", "30:4($V " C " $T(020107 $F 30($R)))", "020107", A },
  { "in eight, of which five are zero (P-BER-05)", "30:8($V " C " $T(020107 $F 30($R)))", "020107",
    A },
  { "in nine (P-BER-05)", "30:9($V " C " $T(020107 $F 30($R)))", NULL, ASN },
  { "long lengths everywhere (P-BER-04)", "30:2($V " C " $T:2(020107 $F 30:2($R)))", "020107", A },
  { "the community's length, too (P-BER-04)", "30($V 04:2(736563726574) $T(020107 $F 30($R)))",
    "020107", A },
  { "an indefinite length (P-BER-03)", "3080 $V " C " $T(020107 $F 30($R)) 0000", NULL, ASN },
  { "an indefinite length inside (P-BER-03)", "30($V " C " $T(020107 $F 3080 $R 0000))", NULL,
    ASN },
  { "a length that is reserved (P-BER-03)", "30ff $V " C " $T(020107 $F 30($R))", NULL, ASN },
  { "a version of two octets (P-INT-05)", "30(020200$v " C " $T(020107 $F 30($R)))", "020107", A },
  { "a version of none (P-INT-04)", "30(0200 " C " $T(020107 $F 30($R)))", NULL, ASN },
  { "a version that is a string (P-BER-02)", "30(0401$v " C " $T(020107 $F 30($R)))", NULL, ASN },
  { "version 2 (P-MSG-01)", "30(020102 " C " $T(020107 $F 30($R)))", NULL, VERSION },
  { "version 3 (P-MSG-01)", "30(020103 " C " $T(020107 $F 30($R)))", NULL, VERSION },
  { "version −1 (P-MSG-01)", "30(0201ff " C " $T(020107 $F 30($R)))", NULL, VERSION },
  { "a version that is this one in its last octet (P-MSG-01)",
    "30(020201$v " C " $T(020107 $F 30($R)))", NULL, VERSION },
  { "a community in pieces (P-BER-02)", "30($V 24(" C ") $T(020107 $F 30($R)))", NULL, ASN },
  { "a community in other letters (P-MSG-03)",
    "30($V 0406536563726574 $T(020107 $F 30($R)))", NULL, COMMUNITY },
  { "the octets of it and a NUL (P-MSG-03)", "30($V 040773656372657400 $T(020107 $F 30($R)))", NULL,
    COMMUNITY },
  { "no community (P-AGT-02)", "30($V 0400 $T(020107 $F 30($R)))", NULL, COMMUNITY },
  { "request-id 0 is like any other (P-PDU-02)", "30($V " C " $T(020100 $F 30($R)))", "020100", A },
  { "a negative one (P-PDU-02)", "30($V " C " $T(0201ff $F 30($R)))", "0201ff", A },
  { "the least (P-INT-01)", "30($V " C " $T(020480000000 $F 30($R)))", "020480000000", A },
  { "the greatest (P-INT-01)", "30($V " C " $T(02047fffffff $F 30($R)))", "02047fffffff", A },
  { "a sign too many (P-INT-05)", "30($V " C " $T(0205fffb6a6517 $F 30($R)))", "0204fb6a6517", A },
  { "a small one in four octets (P-INT-05)", "30($V " C " $T(020400000007 $F 30($R)))", "020107",
    A },
  { "nine octets of it (P-INT-05)", "30($V " C " $T(0209000000000000000007 $F 30($R)))", "020107",
    A },
  { "ten (P-INT-05)", "30($V " C " $T(020a00000000000000000007 $F 30($R)))", NULL, ASN },
  { "one beyond 2^31 − 1 (P-INT-01)", "30($V " C " $T(0205 00fb6a6517 $F 30($R)))", NULL, ASN },
  { "no octets of it (P-INT-04)", "30($V " C " $T(0200 $F 30($R)))", NULL, ASN },
  { "a request-id that is a Gauge32 (P-BER-02)", "30($V " C " $T(420107 $F 30($R)))", NULL, ASN },
  { "octets behind the message (P-BER-09)", "30($V " C " $T(020107 $F 30($R))) 00ff30", "020107",
    A },
  { "a field behind the list (P-BER-08)", "30($V " C " $T(020107 $F 30($R) 020100))", "020107", A },
  { "a field behind the PDU (P-BER-08)", "30($V " C " $T(020107 $F 30($R)) 0500)", "020107", A },
  { "the message longer than the datagram (P-BER-10)",
    "30(30($V " C " $T(020107 $F 30($R)))) 0500", NULL, ASN },
  { "a PDU that overruns the message (P-BER-07)", "30($V " C " $T7f 020107 $F 30($R))", NULL,
    ASN },
  { "a list that overruns the PDU (P-BER-07)", "30($V " C " $T(020107 $F 307f $R))", NULL, ASN },
  { "a list that is a set (P-BER-02)", "30($V " C " $T(020107 $F 31($R)))", NULL, ASN },
  { "no list (P-BER-10)", "30($V " C " $T(020107 $F))", NULL, ASN },
  { "a varbind without a value (P-BER-10)",
    "30($V " C " $T(020107 $F 30(30(" SYS_DESCR_NAME "))))", NULL, ASN },
  { "a name that is a string (P-BER-02)",
    "30($V " C " $T(020107 $F 30(30(04032b0601 0500))))", NULL, ASN },
  { "a name that ends inside an arc (P-OID-05)",
    "30($V " C " $T(020107 $F 30(30(06032b0681 0500))))", NULL, ASN },
  { "a tag of several octets (P-BER-01)",
    "30($V " C " $T(020107 $F 30(30(" SYS_DESCR_NAME "1f810100))))", NULL, ASN },
};

static char *
fill_in (const Kind *kind,
         const char *text)
{
  GString *filled = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text != '$')
        {
          g_string_append_c (filled, *text);
          continue;
        }

      switch (*++text)
        {
        case 'V':
          g_string_append_printf (filled, "0201%02x", kind->version);
          break;

        case 'v':
          g_string_append_printf (filled, "%02x", kind->version);
          break;

        case 'T':
          g_string_append (filled, kind->tag);
          break;

        case 'F':
          g_string_append (filled, kind->fields);
          break;

        case 'R':
          g_string_append (filled, kind->rows);
          break;

        default:
          g_assert_not_reached ();
        }
    }

  return g_string_free (filled, FALSE);
}

static void
test_form (gconstpointer data)
{
  const Form *form = data;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const Kind *kind = &kinds[i];
      g_autofree char *request = fill_in (kind, form->request);
      g_autofree char *reply
        = form->request_id == NULL ? g_strdup ("")
          : g_strdup_printf ("30(0201%02x " C " a2(%s 020100 020100 30(%s)))", kind->version,
                             form->request_id, kind->reply);

      g_test_message ("%s: %s", kind->name, form->sentence);
      tarn_test_assert_answer (request, TARN_RESPONSE_SIZE_DEFAULT, reply, form->counter);
    }
}

/* Each proper beginning of each kind of request: silence, and no octet is read behind it. */
static void
check_prefix (TarnSpan prefix,
              gpointer data)
{
  g_autoptr(GBytes) request = g_bytes_new (prefix.data, prefix.len);
  g_autofree char *hex = tarn_test_answer (request, TARN_RESPONSE_SIZE_DEFAULT, ASN);

  g_assert_cmpstr (hex, ==, "");
}

static void
test_prefixes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *text = fill_in (&kinds[i], forms[0].request);
      g_autoptr(GBytes) request = tarn_test_assemble (text);

      tarn_test_each_prefix (tarn_test_span (request), check_prefix, NULL);
    }
}

static char *
repeat (const char *rows,
        guint       n)
{
  GString *text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (text, rows);
  return g_string_free (text, FALSE);
}

static char *
make_pdu (const Kind *kind,
          const char *tag,
          const char *fields,
          const char *rows)
{
  return g_strdup_printf ("30(0201%02x " C " %s(020107 %s 30(%s)))", kind->version, tag, fields,
                          rows);
}

static gboolean
fits (const char *packet)
{
  g_autoptr(GBytes) octets = tarn_test_assemble (packet);

  return g_bytes_get_size (octets) <= TARN_RESPONSE_SIZE_MIN;
}

/* P-SIZ-06, P-SET-00: an answer of 484 octets is sent where no more may be, a larger one is
 * tooBig: with no varbinds in v2c, and with those of the request in v1, if they fit. */
static void
test_too_big (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const Kind *kind = &kinds[i];
      guint n_big = 0;

      if (g_str_equal (kind->tag, "a5"))
        continue;

      for (guint n = 1; n < 40; n++)
        {
          g_autofree char *rows = repeat (kind->rows, n);
          g_autofree char *values = repeat (kind->reply, n);
          g_autofree char *request = make_pdu (kind, kind->tag, kind->fields, rows);
          g_autofree char *reply = make_pdu (kind, "a2", NONE, values);
          g_autofree char *too_big = make_pdu (kind, "a2", "020101 020100",
                                               kind->version == 0 ? rows : "");

          if (fits (reply))
            tarn_test_assert_answer (request, TARN_RESPONSE_SIZE_MIN, reply, A);
          else if (fits (too_big))
            tarn_test_assert_answer (request, TARN_RESPONSE_SIZE_MIN, too_big, A);
          else
            tarn_test_assert_answer (request, TARN_RESPONSE_SIZE_MIN, "", TARN_TEST_SILENT_DROP);
          n_big += !fits (reply);
        }
      g_assert_cmpuint (n_big, >, 5);
    }
}

/* P-SIZ-07: GetBulk is cut, never too big. */
static void
test_bulk_is_cut (void)
{
  const Kind *bulk = &kinds[4];

  for (guint n = 1; n < 40; n++)
    {
      g_autofree char *rows = repeat (bulk->rows, n);
      g_autofree char *request = make_pdu (bulk, bulk->tag, bulk->fields, rows);
      g_autofree char *reply = NULL;

      for (guint k = n; reply == NULL; k--)
        {
          g_autofree char *values = repeat (bulk->reply, k);
          g_autofree char *some = make_pdu (bulk, "a2", NONE, values);

          if (fits (some))
            reply = g_steal_pointer (&some);
        }
      tarn_test_assert_answer (request, TARN_RESPONSE_SIZE_MIN, reply, A);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strconcat ("/responder-forms/", forms[i].sentence, NULL);

      g_test_add_data_func (path, &forms[i], test_form);
    }
  g_test_add_func ("/responder-forms/prefixes", test_prefixes);
  g_test_add_func ("/responder-forms/too big", test_too_big);
  g_test_add_func ("/responder-forms/GETBULK is cut", test_bulk_is_cut);

  return g_test_run ();
}
