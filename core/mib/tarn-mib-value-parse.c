/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values as people type them.  Ranges are not looked at: tarn_mib_value_check() tells, and
 * an agent decides.
 */
#include "mib/tarn-mib-value.h"

#include "base/tarn-error.h"
#include "mib/tarn-hint.h"
#include "mib/tarn-mib-octets.h"

typedef struct
{
  const char                 *text;
  const TarnMibValueContext  *context;
  GError                    **error;
} Parser;

static gboolean
fail (const Parser *self,
      const char   *what)
{
  g_set_error (self->error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” is not %s", self->text, what);
  return FALSE;
}

/* The labels there are, for who mistyped one. */
static gboolean
fail_with_labels (const Parser *self)
{
  g_autoptr(GString) known = g_string_new (NULL);

  tarn_mib_syntax_append_labels (known, self->context->syntax);
  g_set_error (self->error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” is none of %s", self->text,
               known->str);
  return FALSE;
}

/* "up", "up(1)"; @len of @text. */
static gboolean
find_value (const TarnMibSyntax *syntax,
            const char          *text,
            gsize                len,
            gint64              *number)
{
  for (guint i = 0; i < syntax->n_labels; i++)
    {
      const char *label = tarn_mib_syntax_label (syntax, i);
      g_autofree char *with_number = NULL;

      if (strncmp (label, text, len) == 0 && label[len] == '\0')
        {
          *number = syntax->labels[i].value;
          return TRUE;
        }

      with_number = g_strdup_printf ("%s(%d)", label, syntax->labels[i].value);
      if (strncmp (with_number, text, len) == 0 && with_number[len] == '\0')
        {
          *number = syntax->labels[i].value;
          return TRUE;
        }
    }

  return FALSE;
}

/* One that is larger than 32 bits is a number all the same: what there may be is told then. */
static gboolean
read_digits (const char *text,
             guint       base,
             guint64    *size)
{
  g_autoptr(GError) error = NULL;

  if (g_ascii_string_to_unsigned (text, base, 0, G_MAXUINT32, size, &error))
    return TRUE;

  *size = (guint64) G_MAXUINT32 + 1;
  return error->code == G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS;
}

static gboolean
parse_plain (const char *text,
             gint64     *number)
{
  gboolean is_negative = text[0] == '-';
  guint64 size;

  if (!read_digits (text + is_negative, 10, &size)
      && !((text[is_negative] == '0' && (text[is_negative + 1] | 0x20) == 'x')
           && read_digits (text + is_negative + 2, 16, &size)))
    return FALSE;

  *number = is_negative ? -(gint64) size : (gint64) size;
  return TRUE;
}

/* Two digits, below @limit. */
static gboolean
take_pair (const char **pos,
           guint        limit,
           guint       *pair)
{
  if (!g_ascii_isdigit ((*pos)[0]) || !g_ascii_isdigit ((*pos)[1]))
    return FALSE;

  *pair = (guint) ((*pos)[0] - '0') * 10 + (guint) ((*pos)[1] - '0');
  *pos += 2;
  return *pair < limit;
}

static guint
count_colons (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == ':';

  return n;
}

/* "1 day, 10:17:36.78", "1:10:17:36.78", "(12345678) 1 day, …" or hundredths. */
static gboolean
parse_ticks (const char *text,
             gint64     *number)
{
  guint64 days = 0, hours, seconds;
  guint minute, second, hundredth = 0;
  char *end;

  if (text[0] == '(')
    {
      *number = (gint64) g_ascii_strtoull (text + 1, &end, 10);
      return end > text + 1 && *end == ')' && *number <= G_MAXUINT32;
    }
  if (strchr (text, ':') == NULL)
    return parse_plain (text, number);

  if (!g_ascii_isdigit (text[0]))
    return FALSE;
  hours = g_ascii_strtoull (text, &end, 10);
  if (g_str_has_prefix (end, " day"))
    {
      days = hours;
      end += strlen (" day") + (end[strlen (" day")] == 's');
      if (!g_str_has_prefix (end, ", ") || !g_ascii_isdigit (end[2]))
        return FALSE;
      hours = g_ascii_strtoull (end + 2, &end, 10);
    }
  else if (count_colons (end) == 3)
    {
      days = hours;
      hours = g_ascii_strtoull (end + 1, &end, 10);
    }

  text = end;
  if (days > G_MAXUINT16 || hours > G_MAXUINT32 / 360000
      || *text++ != ':' || !take_pair (&text, 60, &minute)
      || *text++ != ':' || !take_pair (&text, 60, &second)
      || (*text == '.' && text++ && !take_pair (&text, 100, &hundredth)) || *text != '\0')
    return FALSE;

  seconds = ((days * 24 + hours) * 60 + minute) * 60 + second;
  *number = (gint64) (seconds * 100 + hundredth);
  return TRUE;
}

static gboolean
parse_number (const Parser *self,
              gint64        min,
              gint64        max,
              gint64       *number)
{
  const TarnMibSyntax *syntax = self->context->syntax;
  gboolean is_ticks = syntax->base == TARN_MIB_BASE_TIME_TICKS
                      || syntax->convention == TARN_MIB_CONVENTION_TIME_INTERVAL;
  gboolean is_right;

  if (find_value (syntax, self->text, strlen (self->text), number))
    return TRUE;

  if (is_ticks)
    is_right = parse_ticks (self->text, number);
  else
    is_right = (syntax->hint != NULL
                && tarn_hint_parse_integer (syntax->hint, self->text, number, NULL))
               || parse_plain (self->text, number);
  if (!is_right)
    return syntax->n_labels > 0 ? fail_with_labels (self)
                                : fail (self, is_ticks ? "a time, as 1:30:00.00" : "a number");

  if (*number < min || *number > max)
    return fail (self, min < 0 ? "a number from -2147483648 to 2147483647"
                               : "a number from 0 to 4294967295");
  return TRUE;
}

/* As many octets as there are names for, so that agents that compare find them equal. */
static gboolean
parse_bits (const Parser *self,
            GByteArray   *octets)
{
  const TarnMibSyntax *syntax = self->context->syntax;
  guint n = syntax->n_labels > 0 ? (guint) syntax->labels[syntax->n_labels - 1].value / 8 + 1 : 0;
  const char *pos = self->text;

  if (g_str_has_prefix (pos, "0x"))
    return tarn_mib_octets_parse (pos, &(TarnMibValueContext) { .syntax = &(TarnMibSyntax) {
                                         .name = "BITS", .base = TARN_MIB_BASE_OCTETS } },
                                  octets, self->error);

  g_byte_array_set_size (octets, n);
  if (n > 0)
    memset (octets->data, 0, n);
  for (gsize len; *(pos += strspn (pos, " ,")) != '\0'; pos += len)
    {
      g_autofree char *word = NULL;
      gint64 bit;
      guint64 plain;

      len = strcspn (pos, " ,");
      word = pos[0] == '?' && pos[1] == '(' && pos[len - 1] == ')'
               ? g_strndup (pos + 2, len - 3) : g_strndup (pos, len);
      if (!find_value (syntax, pos, len, &bit))
        {
          if (!g_ascii_string_to_unsigned (word, 10, 0, 8 * G_MAXUINT16 - 1, &plain, NULL))
            return fail_with_labels (self);
          bit = (gint64) plain;
        }
      if (bit / 8 >= octets->len)
        {
          guint from = octets->len;

          g_byte_array_set_size (octets, (guint) (bit / 8 + 1));
          memset (octets->data + from, 0, octets->len - from);
        }
      octets->data[bit / 8] |= (guint8) (0x80 >> bit % 8);
    }

  return TRUE;
}

static TarnValue *
parse_octets (const Parser *self)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  gboolean is_bits = self->context->syntax->base == TARN_MIB_BASE_BITS;

  if (is_bits ? !parse_bits (self, octets)
              : !tarn_mib_octets_parse (self->text, self->context, octets, self->error))
    return NULL;

  return tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets->data, octets->len);
}

static TarnValue *
parse_oid (const Parser *self)
{
  const TarnMibValueContext *context = self->context;
  g_autoptr(TarnOid) oid = context->parse_oid != NULL
                              ? context->parse_oid (self->text, context->names, self->error)
                              : tarn_oid_new (self->text, self->error);

  return oid != NULL ? tarn_value_new_oid (oid) : NULL;
}

static TarnValue *
parse_address (const Parser *self)
{
  static const TarnMibSyntax ipv4 = {
    .name = "IpAddress",
    .base = TARN_MIB_BASE_OCTETS,
    .convention = TARN_MIB_CONVENTION_INET_ADDRESS,
  };
  const TarnMibValueContext context = {
    .syntax = &ipv4,
    .has_inet_type = TRUE,
    .inet_type = TARN_INET_IPV4,
  };
  g_autoptr(GByteArray) octets = g_byte_array_new ();

  if (!tarn_mib_octets_parse (self->text, &context, octets, NULL))
    {
      fail (self, "an IPv4 address");
      return NULL;
    }

  return tarn_value_new_octets (TARN_KIND_IP_ADDRESS, octets->data, octets->len);
}

static TarnValue *
parse_opaque (const Parser *self)
{
  static const TarnMibSyntax plain = { .name = "Opaque", .base = TARN_MIB_BASE_OCTETS };
  const TarnMibValueContext context = { .syntax = &plain };
  g_autoptr(GByteArray) octets = NULL;
  char *end;
  double number = g_ascii_strtod (self->text, &end);

  if (!g_str_has_prefix (self->text, "0x"))
    {
      if (end > self->text && *end == '\0')
        return tarn_value_new_float ((float) number);
      fail (self, "a number, nor octets as 0x9f7804");
      return NULL;
    }

  octets = g_byte_array_new ();
  if (!tarn_mib_octets_parse (self->text, &context, octets, self->error))
    return NULL;
  return tarn_value_new_octets (TARN_KIND_OPAQUE, octets->data, octets->len);
}

static TarnValue *
parse_unsigned (const Parser *self,
                TarnKind      kind)
{
  guint64 large;
  gint64 number;

  if (kind == TARN_KIND_COUNTER64)
    {
      if (!g_ascii_string_to_unsigned (self->text, 10, 0, G_MAXUINT64, &large, NULL))
        {
          fail (self, "a number from 0 to 18446744073709551615");
          return NULL;
        }
      return tarn_value_new_unsigned (kind, large);
    }

  return parse_number (self, 0, G_MAXUINT32, &number)
           ? tarn_value_new_unsigned (kind, (guint64) number) : NULL;
}

static TarnValue *
parse_value (const Parser *self)
{
  gint64 number;

  switch (self->context->syntax->base)
    {
    case TARN_MIB_BASE_INTEGER:
      return parse_number (self, G_MININT32, G_MAXINT32, &number)
               ? tarn_value_new_integer ((gint32) number) : NULL;

    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_GAUGE32:
      return parse_unsigned (self, TARN_KIND_GAUGE32);

    case TARN_MIB_BASE_COUNTER32:
      return parse_unsigned (self, TARN_KIND_COUNTER32);

    case TARN_MIB_BASE_TIME_TICKS:
      return parse_unsigned (self, TARN_KIND_TIME_TICKS);

    case TARN_MIB_BASE_COUNTER64:
      return parse_unsigned (self, TARN_KIND_COUNTER64);

    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_BITS:
      return parse_octets (self);

    case TARN_MIB_BASE_OBJECT_ID:
      return parse_oid (self);

    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return parse_address (self);

    case TARN_MIB_BASE_OPAQUE:
      return parse_opaque (self);

    case TARN_MIB_BASE_NONE:
    default:
      g_set_error (self->error, TARN_ERROR, TARN_ERROR_INVALID,
                   "Of what type “%s” is, is not known: say it", self->text);
      return NULL;
    }
}

TarnValue *
tarn_mib_value_parse (const char                 *text,
                      const TarnMibValueContext  *context,
                      GError                    **error)
{
  Parser self = { text, context, error };
  gsize len = strlen (text);
  gboolean has_units = context->units != NULL && context->syntax->base != TARN_MIB_BASE_OCTETS;
  gsize units_len = has_units ? strlen (context->units) : 0;
  g_autofree char *without_units = NULL;

  /* As a number is shown, so it may be typed. */
  if (units_len > 0 && len > units_len + 1 && text[len - units_len - 1] == ' '
      && strcmp (text + len - units_len, context->units) == 0)
    self.text = without_units = g_strndup (text, len - units_len - 1);

  return parse_value (&self);
}
