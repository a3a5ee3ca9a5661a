/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-index.h"

#include "base/tarn-error.h"
#include "tarn-test.h"

#include <stdlib.h>

/* An INDEX clause, a word a part:
 *   i integer   u unsigned   + an integer that is never negative   o OID   a IpAddress
 *   n NetworkAddress   b BITS   t InetAddressType   I InetAddress   ? of unknown type
 *   s string, s6 of SIZE (6), s0-32, s8|11; a '!' behind it: IMPLIED */
typedef struct
{
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  TarnMibRange     ranges[TARN_MIB_MAX_INDEX][2];
  guint            n_parts;
} Clause;

static const struct
{
  char              letter;
  TarnMibBase       base;
  TarnMibConvention convention;
} letters[] = {
  { 'i', TARN_MIB_BASE_INTEGER,         TARN_MIB_CONVENTION_NONE              },
  { '+', TARN_MIB_BASE_INTEGER,         TARN_MIB_CONVENTION_NONE              },
  { 'u', TARN_MIB_BASE_UNSIGNED,        TARN_MIB_CONVENTION_NONE              },
  { 'o', TARN_MIB_BASE_OBJECT_ID,       TARN_MIB_CONVENTION_NONE              },
  { 'a', TARN_MIB_BASE_IP_ADDRESS,      TARN_MIB_CONVENTION_NONE              },
  { 'n', TARN_MIB_BASE_NETWORK_ADDRESS, TARN_MIB_CONVENTION_NONE              },
  { 'b', TARN_MIB_BASE_BITS,            TARN_MIB_CONVENTION_NONE              },
  { 't', TARN_MIB_BASE_INTEGER,         TARN_MIB_CONVENTION_INET_ADDRESS_TYPE },
  { 'I', TARN_MIB_BASE_OCTETS,          TARN_MIB_CONVENTION_INET_ADDRESS      },
  { 's', TARN_MIB_BASE_OCTETS,          TARN_MIB_CONVENTION_NONE              },
  { '?', TARN_MIB_BASE_NONE,            TARN_MIB_CONVENTION_NONE              },
};

static void
parse_part (TarnMibIndexPart *part,
            TarnMibRange     *ranges,
            const char       *word)
{
  char *end;

  *part = (TarnMibIndexPart) { .name = "part", .syntax.name = "TYPE" };
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == word[0])
      {
        part->syntax.base = letters[i].base;
        part->syntax.convention = letters[i].convention;
      }

  part->syntax.ranges = ranges;
  if (word[0] == '+')
    {
      ranges[0] = (TarnMibRange) { 0, G_MAXINT32 };
      part->syntax.n_ranges = 1;
    }
  for (word++; g_ascii_isdigit (*word); word = end + (*end == '|'))
    {
      TarnMibRange *range = &ranges[part->syntax.n_ranges++];

      range->min = range->max = strtol (word, &end, 10);
      if (*end == '-')
        range->max = strtol (end + 1, &end, 10);
    }
  part->implied = *word == '!';
}

static void
parse_clause (Clause     *clause,
              const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  clause->n_parts = 0;
  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    parse_part (&clause->parts[clause->n_parts++], clause->ranges[i], words[i]);
}

/* Exact-size heap block. */
static guint32 *
parse_arcs (const char *text,
            guint      *n_arcs)
{
  g_auto(GStrv) words = g_strsplit (text, ".", -1);
  guint32 *arcs;

  *n_arcs = text[0] == '\0' ? 0 : g_strv_length (words);
  arcs = g_new (guint32, *n_arcs);
  for (guint i = 0; i < *n_arcs; i++)
    arcs[i] = (guint32) g_ascii_strtoull (words[i], NULL, 10);

  return arcs;
}

static char *
show_values (const TarnMibIndex *index,
             const Clause       *clause,
             const guint32      *arcs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < index->n_values; i++)
    {
      const TarnMibIndexValue *value = &index->values[i];
      const TarnMibSyntax *syntax = &clause->parts[i].syntax;

      if (i > 0)
        g_string_append_c (text, ' ');
      if (syntax->base == TARN_MIB_BASE_INTEGER || syntax->base == TARN_MIB_BASE_UNSIGNED)
        {
          g_string_append_printf (text, "%" G_GINT64_FORMAT,
                                  tarn_mib_index_get_number (index, clause->parts, i, arcs));
          continue;
        }
      g_string_append_c (text, '[');
      for (guint k = 0; k < value->n_arcs; k++)
        g_string_append_printf (text, k > 0 ? ".%u" : "%u", arcs[value->first + k]);
      g_string_append_c (text, ']');
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char        *name;
  const char        *clause;
  const char        *arcs;
  const char        *values;
  TarnMibIndexFault  fault;
  TarnMibIndexRepair repair;
} IndexVector;

#define OK       TARN_MIB_INDEX_OK
#define SHORT    TARN_MIB_INDEX_TOO_SHORT
#define LONG     TARN_MIB_INDEX_TOO_LONG
#define OCTET    TARN_MIB_INDEX_NOT_AN_OCTET
#define UNKNOWN  TARN_MIB_INDEX_UNKNOWN_SYNTAX
#define EXTRA    TARN_MIB_INDEX_EXTRA_LENGTH
#define NO_LEN   TARN_MIB_INDEX_NO_LENGTH
#define NO_INET  TARN_MIB_INDEX_NO_INET_LENGTH

static const IndexVector index_vectors[] = {
  { "P-IDX-01 an integer is one arc",             "i",       "7",            "7",           OK },
  { "P-IDX-02 a fixed string has no length",      "s6 i",    "0.1.2.3.4.5.9", "[0.1.2.3.4.5] 9",
    OK },
  { "P-IDX-02 SIZE (4 | 4) is fixed too",         "s4|4",    "1.2.3.4",      "[1.2.3.4]",   OK },
  { "P-IDX-03 a string has a length",             "s0-32 i", "2.97.98.5",    "[97.98] 5",   OK },
  { "P-IDX-03 which may be 0",                    "s i",     "0.5",          "[] 5",        OK },
  { "P-IDX-03 BITS have one, whatever their size", "b1",     "1.128",        "[128]",       OK },
  { "P-IDX-04 an implied string has none",        "i s!",    "1.97.98",      "1 [97.98]",   OK },
  { "P-IDX-04 and may be empty",                  "i s!",    "1",            "1 []",        OK },
  { "P-IDX-04 IMPLIED means the last part only",  "s! i",    "1.97.5",       "[97] 5",      OK },
  { "P-IDX-05 an OID has a count",                "o i",     "3.1.3.4096.5", "[1.3.4096] 5", OK },
  { "P-IDX-06 an implied OID has none",           "o!",      "1.3.4096",     "[1.3.4096]",  OK },
  { "P-IDX-07 an IpAddress is four arcs",         "a",       "192.0.2.1",    "[192.0.2.1]", OK },
  { "P-IDX-08 a NetworkAddress is five",          "n",       "1.192.0.2.1",  "[192.0.2.1]", OK },
  { "P-IDX-08 and of kind 1",                     "n",       "2.192.0.2.1",  "",
    TARN_MIB_INDEX_BAD_ADDRESS },
  { "P-IDX-09 SIZE (8 | 11) is variable",         "s8|11",   "8.1.2.3.4.5.6.7.8",
    "[1.2.3.4.5.6.7.8]",
    OK },
  { "P-IDX-09 InetAddress keeps its length",      "t I",     "1.4.10.0.0.1", "1 [10.0.0.1]", OK },
  { "P-IDX-10 an octet is at most 255",           "s2",      "1.256",        "",            OCTET },
  { "P-IDX-10 all must be consumed",              "i",       "1.2",          "1",           LONG },
  { "P-IDX-10 none may be missing",               "i i",     "1",            "1",           SHORT },
  { "P-IDX-11 nothing at all",                    "i",       "",             "",            SHORT },
  { "P-IDX-11 a type that nobody knows",          "i ?",     "1.2",          "1",
    UNKNOWN },
  { "P-IDX-11 no index at all",                   "",        "1.2",          "",
    UNKNOWN },
  { "P-IDX-11 an OID that promises too much",     "o",       "4294967295.1", "",            SHORT },
  { "P-IDX-12 F-87 a MacAddress with a length",   "s6",      "6.0.1.2.3.4.5", "[0.1.2.3.4.5]",
    OK, EXTRA },
  { "P-IDX-12 F-87 17 arcs for 16",               "i s16",
    "9.16.1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16",
    "9 [1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16]", OK, EXTRA },
  { "P-IDX-12 two of them",                       "s1 s2",   "1.7.2.8.9",    "[7] [8.9]",   OK,
    EXTRA },
  { "P-IDX-12 a string without its length",       "s1-32 i", "97.98.5",      "[97.98] 5",   OK,
    NO_LEN },
  { "P-IDX-12 not of a size that it cannot have", "s1-2",    "97.98.99",     "",            SHORT },
  { "P-IDX-12 nor where two readings fit",        "s s",     "97.98.99",     "",            SHORT },
  { "P-IDX-12 F-87 an InetAddress without",       "t I i",   "1.10.0.0.1.7", "1 [10.0.0.1] 7",
    OK, NO_INET },
  { "P-IDX-12 also one that begins with 3",       "t I",     "1.3.10.0.1",   "1 [3.10.0.1]", OK,
    NO_INET },
  { "P-IDX-12 two of them of two families",       "t I t I", "1.10.0.0.1.3.10.0.0.1.0.0.0.2",
    "1 [10.0.0.1] 3 [10.0.0.1.0.0.0.2]", OK, NO_INET },
  { "P-IDX-12 F-87 one without a type before it", "I",       "10.0.0.1",     "[10.0.0.1]",  OK,
    NO_INET },
  { "P-TCV-05 a length that is not its type's",   "t I",     "2.4.10.0.0.1", "2 [10.0.0.1]", OK },
  { "P-IDX-13 a negative integer",                "i",       "4294967295",   "-1",          OK },
  { "P-IDX-13 not where it cannot be",            "+",       "4294967295",   "4294967295",  OK },
  { "P-IDX-13 nor of an unsigned",                "u",       "4294967295",   "4294967295",  OK },
  { "P-IDX-17 by position, not by name",          "i i",     "1.2",          "1 2",         OK },
};

static void
test_decode (gconstpointer data)
{
  const IndexVector *v = data;
  guint n_arcs;
  g_autofree guint32 *arcs = parse_arcs (v->arcs, &n_arcs);
  g_autofree char *shown = NULL;
  TarnMibIndex index;
  Clause clause;

  parse_clause (&clause, v->clause);
  g_assert_cmpint (tarn_mib_index_decode (&index, clause.parts, clause.n_parts, arcs, n_arcs), ==,
                   v->fault == OK);
  shown = show_values (&index, &clause, arcs);
  g_assert_cmpstr (shown, ==, v->values);
  g_assert_cmpint (index.fault, ==, v->fault);
  if (v->fault == OK)
    g_assert_cmpint (index.repair, ==, v->repair);

  /* No prefix is read past its end. */
  for (guint cut = 0; cut < n_arcs; cut++)
    {
      g_autofree guint32 *prefix = g_memdup2 (arcs, cut * sizeof *arcs);

      tarn_mib_index_decode (&index, clause.parts, clause.n_parts, prefix, cut);
      g_assert_cmpuint (index.n_arcs, <=, cut);
    }
}

static gboolean
encode_part (TarnMibIndexArcs       *out,
             const TarnMibIndex     *index,
             const Clause           *clause,
             guint                   i,
             const guint32          *arcs,
             GError                **error)
{
  const TarnMibIndexPart *part = &clause->parts[i];
  guint8 octets[TARN_NAME_MAX_ARCS];

  switch (part->syntax.base)
    {
    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_BITS:
    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return tarn_mib_index_put_octets (out, part,
                                        tarn_mib_index_get_octets (index, i, arcs, octets), error);

    case TARN_MIB_BASE_OBJECT_ID:
      return tarn_mib_index_put_arcs (out, part, arcs + index->values[i].first,
                                      index->values[i].n_arcs, error);

    case TARN_MIB_BASE_NONE:
    case TARN_MIB_BASE_INTEGER:
    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_COUNTER32:
    case TARN_MIB_BASE_GAUGE32:
    case TARN_MIB_BASE_TIME_TICKS:
    case TARN_MIB_BASE_COUNTER64:
    case TARN_MIB_BASE_OPAQUE:
    default:
      return tarn_mib_index_put_number (out, part,
                                        tarn_mib_index_get_number (index, clause->parts, i, arcs),
                                        error);
    }
}

/* What was read as it should be is written the same. */
static void
test_encode (gconstpointer data)
{
  const IndexVector *v = data;
  guint n_arcs;
  g_autofree guint32 *arcs = parse_arcs (v->arcs, &n_arcs);
  TarnMibIndexArcs out = { 0 };
  TarnMibIndex index;
  Clause clause;

  parse_clause (&clause, v->clause);
  g_assert_true (tarn_mib_index_decode (&index, clause.parts, clause.n_parts, arcs, n_arcs));
  for (guint i = 0; i < clause.n_parts; i++)
    {
      g_autoptr(GError) error = NULL;

      /* Only the last may be. */
      if (i < clause.n_parts - 1)
        clause.parts[i].implied = FALSE;
      g_assert_true (encode_part (&out, &index, &clause, i, arcs, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpmem (out.arcs, out.n_arcs * sizeof *arcs, arcs, n_arcs * sizeof *arcs);
}

static void
test_encode_refuses (void)
{
  static const guint8 octets[TARN_NAME_MAX_ORIGINATE];
  g_autoptr(GError) error = NULL;
  TarnMibIndexArcs out = { 0 };
  Clause clause;

  parse_clause (&clause, "s6 u s a");

  g_assert_false (tarn_mib_index_put_octets (&out, &clause.parts[0], tarn_span (octets, 5),
                                             &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "part has 6 octets in an index, not 5");
  g_clear_error (&error);

  g_assert_false (tarn_mib_index_put_number (&out, &clause.parts[1], -1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  /* P-IDX-18: 128 arcs, the length among them. */
  g_assert_false (tarn_mib_index_put_octets (&out, &clause.parts[2],
                                             tarn_span (octets, sizeof octets), &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (tarn_mib_index_put_octets (&out, &clause.parts[3], tarn_span (octets, 16),
                                             &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_cmpuint (out.n_arcs, ==, 0);
  g_assert_true (tarn_mib_index_put_octets (&out, &clause.parts[2],
                                            tarn_span (octets, sizeof octets - 1), NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (index_vectors); i++)
    {
      const IndexVector *v = &index_vectors[i];
      g_autofree char *decode = g_strdup_printf ("/mib-index/decode/%s", v->name);
      g_autofree char *encode = g_strdup_printf ("/mib-index/encode/%s", v->name);

      g_test_add_data_func (decode, v, test_decode);
      if (v->fault == OK && v->repair == TARN_MIB_INDEX_AS_IT_SHOULD)
        g_test_add_data_func (encode, v, test_encode);
    }
  g_test_add_func ("/mib-index/P-IDX-18 what cannot be an index is refused", test_encode_refuses);

  return g_test_run ();
}
