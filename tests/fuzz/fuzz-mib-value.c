/* An octet that picks a syntax, one of flags, then a TLV: it can be shown in both manners
 * and looked at, whatever it is (F-86); and the same octets are what a person typed.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "base/tarn-value-private.h"
#include "mib/tarn-mib-value.h"
#include "tarn-test.h"

static const char strings[] = "\0up\0down\0lower-down";
static const TarnMibLabel labels[] = { { -1, 1 }, { 0, 4 }, { 9, 9 } };
static const TarnMibRange range[] = { { 0, 8 } };

#define LABELS  .strings = strings, .labels = labels, .n_labels = G_N_ELEMENTS (labels)
#define RANGE   .ranges = range, .n_ranges = 1
#define TC(tc)  .base = TARN_MIB_BASE_OCTETS, .convention = TARN_MIB_CONVENTION_##tc

static const TarnMibSyntax syntaxes[] = {
  { .name = "s", .base = TARN_MIB_BASE_INTEGER, LABELS },
  { .name = "s", .base = TARN_MIB_BASE_INTEGER, RANGE, .hint = "d-2" },
  { .name = "s", .base = TARN_MIB_BASE_GAUGE32, .hint = "x" },
  { .name = "s", .base = TARN_MIB_BASE_TIME_TICKS },
  { .name = "s", .base = TARN_MIB_BASE_COUNTER64 },
  { .name = "s", .base = TARN_MIB_BASE_BITS, LABELS },
  { .name = "s", .base = TARN_MIB_BASE_OBJECT_ID },
  { .name = "s", .base = TARN_MIB_BASE_IP_ADDRESS },
  { .name = "s", .base = TARN_MIB_BASE_OPAQUE },
  { .name = "s", .base = TARN_MIB_BASE_OCTETS, RANGE },
  { .name = "s", .base = TARN_MIB_BASE_OCTETS, .hint = "*1x:/1d." },
  { .name = "s", TC (DISPLAY_STRING), .hint = "255a" },
  { .name = "s", TC (UTF8), .hint = "255t" },
  { .name = "s", TC (PHYS_ADDRESS), .hint = "1x:" },
  { .name = "s", TC (MAC_ADDRESS), .hint = "1x:" },
  { .name = "s", TC (DATE_AND_TIME) },
  { .name = "s", TC (INET_ADDRESS) },
  { .name = "s", TC (INET_ADDRESS_FIXED) },
  { .name = "s", TC (TRANSPORT_ADDRESS) },
  { .name = "s", TC (ENGINE_ID) },
};

static void
check_row (const TarnRow             *row,
           const TarnMibValueContext *context,
           TarnMibValueFlags          flags)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(TarnValue) value = NULL;

  tarn_mib_value_append (text, row, context, flags & ~TARN_MIB_VALUE_PERSON);
  tarn_mib_value_check (row, context);

  g_string_truncate (text, 0);
  tarn_mib_value_append (text, row, context, flags | TARN_MIB_VALUE_PERSON);
  g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
  value = tarn_mib_value_parse (text->str, context, NULL);
}

/* What can be read of a text can be shown, and its type is what the syntax asks for. */
static void
check_text (const char                *text,
            const TarnMibValueContext *context)
{
  g_autoptr(TarnValue) value = tarn_mib_value_parse (text, context, NULL);
  g_autoptr(GString) shown = g_string_new (NULL);

  if (value == NULL)
    return;

  g_assert_false (tarn_mib_value_check (tarn_value_get_row (value), context)
                  & (TARN_MIB_MISMATCH_TYPE | TARN_MIB_MISMATCH_UNREADABLE));
  tarn_mib_value_append (shown, tarn_value_get_row (value), context, TARN_MIB_VALUE_PERSON);
  g_assert_true (g_utf8_validate (shown->str, (gssize) shown->len, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  TarnMibValueContext context = { .syntax = &syntaxes[0] };
  g_autofree guint8 *tlv = NULL;
  g_autofree char *text = NULL;
  TarnRow row = { 0 };

  if (size < 3)
    return 0;

  context.syntax = &syntaxes[data[0] % G_N_ELEMENTS (syntaxes)];
  context.units = data[0] & 0x80 ? "m" : NULL;
  context.charset = data[0] & 0x40 ? "ISO-8859-1" : NULL;
  context.has_inet_type = (data[0] & 0x20) != 0;
  context.inet_type = data[1] & 0x1f;

  tlv = g_memdup2 (data + 2, size - 2);
  tarn_row_set_tlv (&row, tarn_span (tlv, size - 2));
  check_row (&row, &context, (TarnMibValueFlags) data[1] << 1);

  text = g_strndup ((const char *) data + 2, size - 2);
  if (g_utf8_validate (text, -1, NULL))
    check_text (text, &context);

  return 0;
}
