/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * With MIB modules net-snmp prints some octets as their DISPLAY-HINT says, without
 * quotes: an address as 0:1a:b, a time as 2012-10-2,19:27:28.0,-4:0.  Which objects that
 * are is known of the most common ones without any module.
 */
#include "ops/tarn-import-text.h"

typedef enum
{
  PHYS_ADDRESS,    /* 1x:                          */
  DATE_AND_TIME,   /* 2d-1d-1d,1d:1d:1d.1d,1a1d:1d */
} Hint;

static const struct { const char *oid; Hint hint; } hinted[] = {
  { "1.3.6.1.2.1.2.2.1.6", PHYS_ADDRESS },         /* ifPhysAddress              */
  { "1.3.6.1.2.1.3.1.1.2", PHYS_ADDRESS },         /* atPhysAddress              */
  { "1.3.6.1.2.1.4.22.1.2", PHYS_ADDRESS },        /* ipNetToMediaPhysAddress    */
  { "1.3.6.1.2.1.4.35.1.4", PHYS_ADDRESS },        /* ipNetToPhysicalPhysAddress */
  { "1.3.6.1.2.1.17.1.1", PHYS_ADDRESS },          /* dot1dBaseBridgeAddress     */
  { "1.3.6.1.2.1.17.4.3.1.1", PHYS_ADDRESS },      /* dot1dTpFdbAddress          */
  { "1.3.6.1.2.1.25.1.2", DATE_AND_TIME },         /* hrSystemDate               */
  { "1.3.6.1.2.1.25.3.8.1.8", DATE_AND_TIME },     /* hrFSLastFullBackupDate     */
  { "1.3.6.1.2.1.25.3.8.1.9", DATE_AND_TIME },     /* hrFSLastPartialBackupDate  */
  { "1.3.6.1.2.1.25.6.3.1.5", DATE_AND_TIME },     /* hrSWInstalledDate          */
};

static gboolean
find_hint (TarnSpan  name,
           Hint     *hint)
{
  TarnName prefix;

  for (guint i = 0; i < G_N_ELEMENTS (hinted); i++)
    {
      if (tarn_name_parse (&prefix, hinted[i].oid, strlen (hinted[i].oid))
          && tarn_name_has_prefix (name, tarn_name_span (&prefix)))
        {
          *hint = hinted[i].hint;
          return TRUE;
        }
    }

  return FALSE;
}

/* Takes a number of @base, at most @max, and the octets at @behind off *@text. */
static gboolean
take_field (TarnSpan   *text,
            guint       base,
            guint       max,
            const char *behind,
            guint      *number)
{
  gsize n = 0;

  for (*number = 0; n < text->len; n++)
    {
      int digit = base == 16 ? g_ascii_xdigit_value ((char) text->data[n])
                             : g_ascii_digit_value ((char) text->data[n]);

      if (digit < 0)
        break;
      *number = *number * base + (guint) digit;
      if (*number > max)
        return FALSE;
    }

  if (n == 0 || !tarn_span_has_prefix (tarn_span (text->data + n, text->len - n), behind))
    return FALSE;

  n += strlen (behind);
  *text = tarn_span (text->data + n, text->len - n);
  return TRUE;
}

static void
append_octet (TarnSnmprecLine *line,
              guint            number)
{
  guint8 octet = (guint8) number;

  g_byte_array_append (line->content, &octet, 1);
}

static gboolean
parse_phys_address (TarnSnmprecLine *line,
                    TarnSpan         text)
{
  guint number;

  /* Two octets at least: a word of two letters may be a text. */
  while (take_field (&text, 16, 0xff, ":", &number))
    append_octet (line, number);

  if (line->content->len == 0 || !take_field (&text, 16, 0xff, "", &number) || text.len > 0)
    return FALSE;
  append_octet (line, number);
  return TRUE;
}

static gboolean
parse_date_and_time (TarnSnmprecLine *line,
                     TarnSpan         text)
{
  static const char *const separators[] = { "-", ",", ":", ":", ".", "" };
  guint number;

  if (!take_field (&text, 10, 0xffff, "-", &number))
    return FALSE;
  append_octet (line, number >> 8);
  append_octet (line, number);

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      if (!take_field (&text, 10, 0xff, separators[i], &number))
        return FALSE;
      append_octet (line, number);
    }
  if (text.len == 0)
    return TRUE;

  if (text.len < 2 || text.data[0] != ',' || (text.data[1] != '+' && text.data[1] != '-'))
    return FALSE;
  append_octet (line, text.data[1]);
  text = tarn_span (text.data + 2, text.len - 2);
  if (!take_field (&text, 10, 0xff, ":", &number))
    return FALSE;
  append_octet (line, number);
  if (!take_field (&text, 10, 0xff, "", &number))
    return FALSE;
  append_octet (line, number);
  return text.len == 0;
}

static gboolean
parse_built_in (TarnSnmprecLine *line,
                TarnSpan         value)
{
  gboolean done;
  Hint hint;

  if (!find_hint (tarn_name_span (&line->name), &hint))
    return FALSE;

  done = hint == PHYS_ADDRESS ? parse_phys_address (line, value)
                              : parse_date_and_time (line, value);
  if (done)
    tarn_snmprec_mend (line, "octets that their DISPLAY-HINT made text of are octets again");
  else
    g_byte_array_set_size (line->content, 0);
  return done;
}

gboolean
tarn_text_parse_hinted (TarnSnmprecLine       *line,
                        const TarnImportNames *names,
                        TarnSpan               value)
{
  if (value.len == 0 || value.data[0] == '"')
    return FALSE;

  return names->has_syntax ? tarn_text_restore_octets (line, &names->syntax, value)
                           : parse_built_in (line, value);
}
