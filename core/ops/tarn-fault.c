/* tarn-fault.c
 *
 * Which faults there are.  Rules: field-notes.md section 14, for SNMPv1 and SNMPv2c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-fault-private.h"

/* Positions of rows are found by counting from where the subtree begins, anew for each
 * request. */
#define MAX_POSITION 1000
#define MAX_COUNT    65535

#define NONE     TARN_FAULT_VALUE_NONE, TARN_FAULT_SCOPE_OPTIONAL
#define PERCENT  TARN_FAULT_VALUE_PERCENT, TARN_FAULT_SCOPE_OPTIONAL
#define COUNT    TARN_FAULT_VALUE_COUNT, TARN_FAULT_SCOPE_OPTIONAL
#define TIME_AT  TARN_FAULT_VALUE_TIME, TARN_FAULT_SCOPE_NEEDED
#define POSITION TARN_FAULT_VALUE_COUNT, TARN_FAULT_SCOPE_NEEDED, 1, MAX_POSITION

const TarnFaultInfo tarn_fault_infos[TARN_FAULT_N] = {
  [TARN_FAULT_RATE] = {
    "rate", TARN_FAULT_VALUE_COUNT, TARN_FAULT_SCOPE_NONE, 1, 1000000, NULL,
    "more than N requests in a second are dropped; a tenth of a second's worth may come "
    "at once (F-40, F-44)" },
  [TARN_FAULT_IN_FLIGHT] = {
    "in-flight", TARN_FAULT_VALUE_COUNT, TARN_FAULT_SCOPE_NONE, 1, MAX_COUNT, NULL,
    "requests are dropped while N answers are due; needs one of work and delay (F-40)" },
  [TARN_FAULT_HANG] = {
    "hang", TARN_FAULT_VALUE_TIME, TARN_FAULT_SCOPE_NONE, 0, 0, NULL,
    "a GETBULK with max-repetitions 0 is not answered, nor is anything else for this time "
    "(F-06)" },

  [TARN_FAULT_HOLES] = {
    "holes", PERCENT, 0, 0, NULL,
    "so many rows are missing, always the same ones (F-50)" },
  [TARN_FAULT_CHURN] = {
    "churn", PERCENT, 0, 0, NULL,
    "so many rows are missing, other ones in each answer (F-49)" },
  [TARN_FAULT_CYCLE] = {
    "cycle", POSITION, NULL,
    "what follows the N-th row is the first one again (F-01, P-WLK-02)" },
  [TARN_FAULT_REPEAT] = {
    "repeat", POSITION, NULL,
    "what follows the N-th row is that row again (F-01, P-WLK-02)" },
  [TARN_FAULT_SWAP] = {
    "swap", POSITION, NULL,
    "the N-th row and the one behind it change places (F-02, P-WLK-03)" },
  [TARN_FAULT_ENDLESS] = {
    "endless", TARN_FAULT_VALUE_NONE, TARN_FAULT_SCOPE_NEEDED, 0, 0, NULL,
    "behind the last row there are always more, with increasing names (F-03, P-WLK-08)" },

  [TARN_FAULT_GEN_ERR] = {
    "gen-err", TARN_FAULT_VALUE_OID, TARN_FAULT_SCOPE_NONE, 0, 0, NULL,
    "instead of anything at or below OID the answer is genErr (F-38)" },
  [TARN_FAULT_TOO_BIG] = {
    "too-big", COUNT, 0, MAX_COUNT, NULL,
    "answers of more than N varbinds become tooBig (F-06)" },
  [TARN_FAULT_SILENT] = {
    "silent", COUNT, 0, MAX_COUNT, NULL,
    "answers of more than N varbinds are not sent (F-06, F-42)" },
  [TARN_FAULT_ERROR_INDEX] = {
    "error-index", COUNT, G_MININT32, G_MAXINT32, NULL,
    "the error-index of errors is N, whatever it should be (F-35, P-MGR-10)" },

  [TARN_FAULT_UPTIME_RESET] = {
    "uptime-reset", TARN_FAULT_VALUE_COUNT, TARN_FAULT_SCOPE_NONE, 1, G_MAXINT32, NULL,
    "sysUpTime.0 begins again at the N-th request (F-45, P-WLK-09)" },
  [TARN_FAULT_FEWER] = {
    "fewer", COUNT, 1, MAX_COUNT, NULL,
    "the last N varbinds are missing, but never all (F-09, F-18, P-MGR-08)" },
  [TARN_FAULT_EXTRA] = {
    "extra", COUNT, 1, 1000, NULL,
    "the last varbind comes N times more (P-MGR-09)" },
  [TARN_FAULT_EMPTY] = {
    "empty", NONE, 0, 0, NULL,
    "there is no varbind in answers, be they errors or not (F-19, F-35, P-WLK-04)" },
  [TARN_FAULT_RENAMED] = {
    "renamed", NONE, 0, 0, NULL,
    "names have one arc more, a 0 (F-04, F-18, P-MGR-08)" },

  [TARN_FAULT_NON_MINIMAL_INTEGER] = {
    "non-minimal-integer", NONE, 0, 0, NULL,
    "numbers have an octet in front that they do not need (P-INT-05)" },
  [TARN_FAULT_MISSING_LEADING_ZERO] = {
    "missing-leading-zero", NONE, 0, 0, NULL,
    "Counter32 and the like from 2^31, Counter64 from 2^63 lack their leading zero (F-20, "
    "P-INT-06, P-INT-09)" },
  [TARN_FAULT_NEGATIVE_UNSIGNED] = {
    "negative-unsigned", NONE, 0, 0, NULL,
    "smaller Counter32 and the like lack the leading zero that they need (F-20, P-INT-07)" },
  [TARN_FAULT_INTEGER_TRUNCATED] = {
    "integer-truncated", NONE, 0, 0, NULL,
    "numbers of 32 bits have a fifth octet that counts (F-20, P-INT-08)" },
  [TARN_FAULT_EMPTY_VALUE] = {
    "empty-value", NONE, 0, 0, NULL,
    "numbers of 32 bits have no octets (F-26, P-INT-04, P-BER-13)" },
  [TARN_FAULT_EMPTY_COUNTER64] = {
    "empty-counter64", NONE, 0, 0, NULL,
    "Counter64 have no octets (F-23, P-INT-04)" },
  [TARN_FAULT_WIDE_COUNTER64] = {
    "wide-counter64", NONE, 0, 0, NULL,
    "Counter64 have ten octets (F-23, P-INT-09)" },
  [TARN_FAULT_EMPTY_OID] = {
    "empty-oid", NONE, 0, 0, NULL,
    "values that are OIDs have no octets (F-29, P-OID-06)" },
  [TARN_FAULT_BAD_IP_ADDRESS] = {
    "bad-ip-address", NONE, 0, 0, NULL,
    "IpAddress has three octets (F-26, P-STR-02)" },
  [TARN_FAULT_STRING_CLAMPED] = {
    "string-clamped", NONE, 0, 0, NULL,
    "strings say that they are one octet longer than they are (F-27, P-BER-14)" },
  [TARN_FAULT_STRING_OVERRUN] = {
    "string-overrun", NONE, 0, 0, NULL,
    "strings say that they are two octets longer than they are (P-BER-07)" },
  [TARN_FAULT_UNKNOWN_TYPE] = {
    "unknown-type", NONE, 0, 0, NULL,
    "values have a tag that does not exist, 4c (P-BER-15)" },
  [TARN_FAULT_CONSTRUCTED_STRING] = {
    "constructed-string", NONE, 0, 0, NULL,
    "strings have the tag of a constructed one, 24 (P-BER-02)" },
  [TARN_FAULT_HIGH_TAG] = {
    "high-tag", NONE, 0, 0, NULL,
    "values have a tag of the form for high numbers, 5f (P-BER-01)" },
  [TARN_FAULT_OID_PADDED] = {
    "oid-padded", NONE, 0, 0, NULL,
    "the last arc of names has a leading 80 (P-OID-04)" },
  [TARN_FAULT_OID_TOO_LONG] = {
    "oid-too-long", NONE, 0, 0, NULL,
    "names are filled up to 150 arcs (F-30, P-OID-09)" },
  [TARN_FAULT_OID_ENDLESS] = {
    "oid-endless", NONE, 0, 0, NULL,
    "names are filled up to 300 arcs (P-OID-09)" },
  [TARN_FAULT_OID_OVERFLOW] = {
    "oid-overflow", NONE, 0, 0, NULL,
    "names end in an arc of 2^32 (F-28, P-OID-03)" },
  [TARN_FAULT_OID_UNFINISHED] = {
    "oid-unfinished", NONE, 0, 0, NULL,
    "names end in the middle of an arc (P-OID-05)" },
  [TARN_FAULT_WIDE_FIELDS] = {
    "wide-fields", NONE, 0, 0, NULL,
    "version, error-status and error-index have four octets (F-22, P-INT-05)" },
  [TARN_FAULT_EMPTY_FIELD] = {
    "empty-field", NONE, 0, 0, NULL,
    "error-status has no octets (P-INT-04)" },
  [TARN_FAULT_EXTRA_FIELDS] = {
    "extra-fields", NONE, 0, 0, NULL,
    "a NULL follows the list of varbinds (F-25, P-BER-08)" },
  [TARN_FAULT_OVERRUN] = {
    "overrun", NONE, 0, 0, NULL,
    "the last varbind says that it is one octet longer than it is (P-BER-07)" },
  [TARN_FAULT_LONG_LENGTHS] = {
    "long-lengths", NONE, 0, 0, NULL,
    "lengths of what holds others have five octets, which is legal (F-25, P-BER-04)" },
  [TARN_FAULT_PADDED_LENGTHS] = {
    "padded-lengths", NONE, 0, 0, NULL,
    "the same with nine octets (P-BER-05)" },
  [TARN_FAULT_INDEFINITE_LENGTH] = {
    "indefinite-length", NONE, 0, 0, NULL,
    "the message has the indefinite form of length (P-BER-03)" },
  [TARN_FAULT_RESERVED_LENGTH] = {
    "reserved-length", NONE, 0, 0, NULL,
    "the length of the message is ff (P-BER-03)" },
  [TARN_FAULT_ID] = {
    "id", TARN_FAULT_VALUE_CHOICE, TARN_FAULT_SCOPE_OPTIONAL, 0, 0,
    "wrong|16-bit|negative-16-bit|negative|sign-extended",
    "the request-id is another one, keeps 16 bits, is the negative of that or of its own, "
    "or is right but has one octet more (F-15, F-22, F-31)" },
  [TARN_FAULT_COMMUNITY] = {
    "community", TARN_FAULT_VALUE_TEXT, TARN_FAULT_SCOPE_NONE, 0, 0, NULL,
    "answers carry this community; an OID cannot be said (P-MGR-02, F-62)" },

  [TARN_FAULT_ECHO] = {
    "echo", NONE, 0, 0, NULL,
    "the request itself comes back (P-MGR-01)" },
  [TARN_FAULT_JUNK] = {
    "junk", COUNT, 1, 1000, NULL,
    "so many octets of anything follow the message (F-24, P-BER-09)" },
  [TARN_FAULT_TRUNCATE] = {
    "truncate", COUNT, 1, MAX_COUNT, NULL,
    "datagrams end behind so many octets (F-21, P-BER-10)" },

  [TARN_FAULT_WORK] = {
    "work", TARN_FAULT_VALUE_COST, TARN_FAULT_SCOPE_OPTIONAL, 0, 0, NULL,
    "an answer takes a time and a time for each varbind, and they are made one after the "
    "other (F-40, F-41)" },
  [TARN_FAULT_SLOW_START] = {
    "slow-start", TIME_AT, 0, 0, NULL,
    "what is at or below OID has to be fetched first, and again when nobody asked for 30 s "
    "(F-41, F-43)" },
  [TARN_FAULT_OVERSHOOT] = {
    "overshoot", TIME_AT, 0, 0, NULL,
    "each varbind behind the end of OID takes this long, in answers to GETNEXT and GETBULK "
    "from inside (F-07)" },
  [TARN_FAULT_DELAY] = {
    "delay", TARN_FAULT_VALUE_RANGE, TARN_FAULT_SCOPE_OPTIONAL, 0, 0, NULL,
    "answers come so much later, or at random between two times (F-15, F-16)" },
  [TARN_FAULT_REORDER] = {
    "reorder", PERCENT, 0, 0, NULL,
    "so many answers come behind the next one, or after 500 ms (F-15)" },
  [TARN_FAULT_DUPLICATE] = {
    "duplicate", COUNT, 2, 100, NULL,
    "each datagram comes N times (F-15)" },
  [TARN_FAULT_DROP] = {
    "drop", PERCENT, 0, 0, NULL,
    "so many datagrams are lost (F-64)" },
  [TARN_FAULT_SOURCE] = {
    "source", TARN_FAULT_VALUE_SOURCE, TARN_FAULT_SCOPE_OPTIONAL, 0, 0, NULL,
    "answers leave from another port, or from this address of the computer (F-10, P-MGR-03)" },
};

static const TarnFaultInfo *
find (const char *name)
{
  for (guint i = 0; i < TARN_FAULT_N; i++)
    if (strcmp (tarn_fault_infos[i].name, name) == 0)
      return &tarn_fault_infos[i];

  return NULL;
}

/**
 * tarn_fault_dup_names:
 *
 * Which faults an agent can be told to have (tarn_agent_add_fault()), in the order in
 * which they act.
 *
 * Returns: (transfer full) (array zero-terminated=1): names of faults
 */
char **
tarn_fault_dup_names (void)
{
  char **names = g_new0 (char *, TARN_FAULT_N + 1);

  for (guint i = 0; i < TARN_FAULT_N; i++)
    names[i] = g_strdup (tarn_fault_infos[i].name);

  return names;
}

static const char *
value_usage (const TarnFaultInfo *info)
{
  switch (info->value)
    {
    case TARN_FAULT_VALUE_PERCENT:
      return "=N%";

    case TARN_FAULT_VALUE_COUNT:
      return "=N";

    case TARN_FAULT_VALUE_TIME:
      return "=TIME";

    case TARN_FAULT_VALUE_RANGE:
      return "=TIME[..TIME]";

    case TARN_FAULT_VALUE_COST:
      return "=TIME[+TIME]";

    case TARN_FAULT_VALUE_OID:
      return "=OID";

    case TARN_FAULT_VALUE_CHOICE:
      return "=";

    case TARN_FAULT_VALUE_SOURCE:
      return "=port|ADDRESS";

    case TARN_FAULT_VALUE_TEXT:
      return "=TEXT";

    case TARN_FAULT_VALUE_NONE:
    default:
      return "";
    }
}

/**
 * tarn_fault_dup_usage:
 * @name: the name of a fault
 *
 * How a fault is written, such as "drop=N%[@OID]": a TIME is a number with us, ms or s
 * behind it, what stands in brackets may be left out.
 *
 * Returns: (transfer full) (nullable): the form of @name; %NULL if there is no such fault
 */
char *
tarn_fault_dup_usage (const char *name)
{
  static const char * const scopes[] = { "", "[@OID]", "@OID" };
  const TarnFaultInfo *info;

  g_return_val_if_fail (name != NULL, NULL);

  info = find (name);
  if (info == NULL)
    return NULL;

  return g_strconcat (info->name, value_usage (info),
                      info->choices != NULL ? info->choices : "", scopes[info->scope], NULL);
}

/**
 * tarn_fault_get_description:
 * @name: the name of a fault
 *
 * Returns: (transfer none) (nullable): a sentence about @name, with what is known of
 *   such agents; %NULL if there is no such fault
 */
const char *
tarn_fault_get_description (const char *name)
{
  const TarnFaultInfo *info;

  g_return_val_if_fail (name != NULL, NULL);

  info = find (name);
  return info != NULL ? info->description : NULL;
}
