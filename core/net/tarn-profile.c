/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-profile-private.h"

#include "base/tarn-error.h"

/* A mistyped number shall not flood a device, or stop it for hours. */
#define MAX_GAP_US       (60 * (gint64) G_USEC_PER_SEC)
#define MAX_REPETITIONS  65535
#define MAX_NAMES        1000

/* What every agent can send (P-SIZ-01), and what a datagram holds. */
#define MIN_REPLY_OCTETS 484
#define MAX_REPLY_OCTETS 65507

/* Bit i of the pins is setting i. */
typedef struct
{
  const char *name;
  gsize       offset;   /* of a guint, but of a gint64 where it is a time */
  gint64      min;
  gint64      max;
} Setting;

enum
{
  SETTING_WINDOW,
  SETTING_MAX_WINDOW,
  SETTING_GAP,
  SETTING_REPETITIONS,
  SETTING_REPLY_SIZE,
  SETTING_ID_BITS,
  SETTING_SOURCE,
  SETTING_NAMES,
  N_SETTINGS,
};

static const Setting settings[N_SETTINGS] = {
  { "window", offsetof (TarnProfile, window), 1, TARN_PROFILE_MAX_WINDOW },
  { "max-window", offsetof (TarnProfile, max_window), 1, TARN_PROFILE_MAX_WINDOW },
  { "gap", offsetof (TarnProfile, gap_us), 0, MAX_GAP_US },
  { "repetitions", offsetof (TarnProfile, repetitions), 1, MAX_REPETITIONS },
  { "reply-size", offsetof (TarnProfile, reply_octets), MIN_REPLY_OCTETS, MAX_REPLY_OCTETS },
  { "id-bits", offsetof (TarnProfile, id_bits), 16, 31 },
  { "source", offsetof (TarnProfile, source), 1, 3 },
  { "names", offsetof (TarnProfile, max_names), 1, MAX_NAMES },
};

static const char * const setting_names[] = {
  "window", "max-window", "gap", "repetitions", "reply-size", "id-bits", "source", "names", NULL,
};

static const char * const source_names[] = { "address", "strict", "any" };   /* as in TarnSource */

G_DEFINE_BOXED_TYPE (TarnProfile, tarn_profile, tarn_profile_copy, tarn_profile_free)

G_DEFINE_FLAGS_TYPE (TarnProfilePins, tarn_profile_pins,
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_WINDOW, "window"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_MAX_WINDOW, "max-window"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_GAP, "gap"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_REPETITIONS, "repetitions"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_REPLY_SIZE, "reply-size"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_ID_BITS, "id-bits"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_SOURCE, "source"),
  G_DEFINE_ENUM_VALUE (TARN_PROFILE_PIN_NAMES, "names"))

/**
 * tarn_profile_new:
 *
 * Returns: (transfer full): a profile in which nothing is known
 */
TarnProfile *
tarn_profile_new (void)
{
  return g_new0 (TarnProfile, 1);
}

/**
 * tarn_profile_copy:
 * @self: a profile
 *
 * Returns: (transfer full): a copy
 */
TarnProfile *
tarn_profile_copy (const TarnProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * tarn_profile_free:
 * @self: (transfer full) (nullable): a profile
 */
void
tarn_profile_free (TarnProfile *self)
{
  g_free (self);
}

/**
 * tarn_profile_list_settings:
 *
 * The names that tarn_profile_pin() takes: "window" and "max-window" (requests in
 * flight), "gap" (time between two requests), "repetitions" and "reply-size" (octets) of
 * GETBULK, "id-bits" (31, or 16 for agents that cut request-ids), "source" (whose
 * replies are believed), "names" (in one GET).
 *
 * Returns: (transfer none) (array zero-terminated=1): names of settings
 */
const char * const *
tarn_profile_list_settings (void)
{
  return setting_names;
}

static gint64
get_number (const TarnProfile *self,
            guint              i)
{
  const void *field = G_STRUCT_MEMBER_P (self, settings[i].offset);

  return i == SETTING_GAP ? *(const gint64 *) field : *(const guint *) field;
}

static void
set_number (TarnProfile *self,
            guint        i,
            gint64       number)
{
  void *field = G_STRUCT_MEMBER_P (self, settings[i].offset);

  if (i == SETTING_GAP)
    *(gint64 *) field = number;
  else
    *(guint *) field = (guint) number;
}

/* N_SETTINGS with an error if there is none. */
static guint
find_setting (const char  *name,
              GError     **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *known = NULL;

  for (guint i = 0; i < N_SETTINGS; i++)
    if (strcmp (settings[i].name, name) == 0)
      return i;

  shown = g_utf8_make_valid (name, -1);
  known = g_strjoinv (", ", (char **) setting_names);
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "there is no setting “%s” in a profile: known are %s", shown, known);
  return N_SETTINGS;
}

/* A number with a unit: us, ms or s. */
static gboolean
parse_time (const char *text,
            gint64     *time_us)
{
  static const struct { const char *unit; double us; } units[] = {
    { "us", 1 }, { "ms", 1000 }, { "s", G_USEC_PER_SEC },
  };
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || !(number >= 0 && number <= (double) MAX_GAP_US))
    return FALSE;

  *time_us = 0;
  if (number == 0 && *end == '\0')
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (end, units[i].unit) == 0)
      {
        *time_us = (gint64) (number * units[i].us + 0.5);
        return TRUE;
      }

  return FALSE;
}

static gboolean
parse_value (guint       i,
             const char *text,
             gint64     *number)
{
  guint64 bits;

  if (i == SETTING_GAP)
    return parse_time (text, number) && *number <= settings[i].max;

  if (i == SETTING_SOURCE)
    {
      for (guint k = 0; k < G_N_ELEMENTS (source_names); k++)
        if (strcmp (source_names[k], text) == 0)
          {
            *number = k + 1;
            return TRUE;
          }
      return FALSE;
    }

  if (!g_ascii_string_to_unsigned (text, 10, (guint64) settings[i].min,
                                   (guint64) settings[i].max, &bits, NULL))
    return FALSE;
  *number = (gint64) bits;
  return i != SETTING_ID_BITS || bits == 16 || bits == 31;
}

static char *
describe_values (guint i)
{
  switch (i)
    {
    case SETTING_GAP:
      return g_strdup_printf ("a time such as 10ms or 0.5s, at most %" G_GINT64_FORMAT "s",
                              MAX_GAP_US / G_USEC_PER_SEC);
    case SETTING_ID_BITS:
      return g_strdup ("16 or 31");
    case SETTING_SOURCE:
      return g_strdup ("address, strict or any");
    default:
      return g_strdup_printf ("a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                              settings[i].min, settings[i].max);
    }
}

/* Takes the value of setting @i; FALSE leaves @self as it was. */
static gboolean
set_value (TarnProfile  *self,
           guint         i,
           const char   *value,
           GError      **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *values = NULL;
  gint64 number;

  if (parse_value (i, value, &number))
    {
      set_number (self, i, number);
      return TRUE;
    }

  shown = g_utf8_make_valid (value, -1);
  values = describe_values (i);
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s takes %s, not “%s”",
               settings[i].name, values, shown);
  return FALSE;
}

gboolean
tarn_profile_set_value (TarnProfile  *self,
                        const char   *setting,
                        const char   *value,
                        GError      **error)
{
  guint i = find_setting (setting, error);

  return i < N_SETTINGS && set_value (self, i, value, error);
}

/**
 * tarn_profile_pin:
 * @self: a profile
 * @setting: one of tarn_profile_list_settings()
 * @value: "4"; a gap has a unit: "10ms"; a source is "address", "strict" or "any"
 * @error: return location for an error
 *
 * Fixes a setting: it is no longer learnt.
 *
 * Fails with %TARN_ERROR_INVALID, and then changes nothing.
 *
 * Returns: whether it is pinned
 */
gboolean
tarn_profile_pin (TarnProfile  *self,
                  const char   *setting,
                  const char   *value,
                  GError      **error)
{
  TarnProfile changed;
  guint i;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (setting != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  changed = *self;
  i = find_setting (setting, error);
  if (i == N_SETTINGS || !set_value (&changed, i, value, error))
    return FALSE;

  changed.pins |= 1u << i;
  /* P-MGR-03: who believes anybody needs ids that nobody guesses. */
  if (changed.id_bits == 16 && changed.source == G_N_ELEMENTS (source_names)
      && (i == SETTING_SOURCE || i == SETTING_ID_BITS))
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID,
                           "source any and id-bits 16 do not go together: ids of 16 bits can be "
                           "guessed by whoever sends from anywhere");
      return FALSE;
    }

  *self = changed;
  return TRUE;
}

/**
 * tarn_profile_unpin:
 * @self: a profile
 * @setting: one of tarn_profile_list_settings()
 * @error: return location for an error
 *
 * Lets a setting be learnt, from the beginning.
 *
 * Fails with %TARN_ERROR_INVALID if there is no such setting.
 *
 * Returns: whether there is such a setting
 */
gboolean
tarn_profile_unpin (TarnProfile  *self,
                    const char   *setting,
                    GError      **error)
{
  guint i;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (setting != NULL, FALSE);

  i = find_setting (setting, error);
  if (i == N_SETTINGS)
    return FALSE;

  set_number (self, i, 0);
  self->pins &= ~(1u << i);
  return TRUE;
}

/**
 * tarn_profile_is_pinned:
 * @self: a profile
 * @setting: a name
 *
 * Returns: whether a person fixed it
 */
gboolean
tarn_profile_is_pinned (const TarnProfile *self,
                        const char        *setting)
{
  guint i;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (setting != NULL, FALSE);

  i = find_setting (setting, NULL);
  return i < N_SETTINGS && self->pins >> i & 1;
}

/**
 * tarn_profile_dup_value:
 * @self: a profile
 * @setting: a name
 *
 * Returns: (transfer full) (nullable): what tarn_profile_pin() would take, or %NULL if
 *   nothing is known
 */
char *
tarn_profile_dup_value (const TarnProfile *self,
                        const char        *setting)
{
  gint64 number;
  guint i;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (setting != NULL, NULL);

  i = find_setting (setting, NULL);
  if (i == N_SETTINGS)
    return NULL;

  number = get_number (self, i);
  if (number == 0 && !(self->pins >> i & 1))
    return NULL;
  if (i == SETTING_SOURCE)
    return g_strdup (source_names[CLAMP (number, 1, (gint64) G_N_ELEMENTS (source_names)) - 1]);
  if (i != SETTING_GAP)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return number % 1000 == 0 ? g_strdup_printf ("%" G_GINT64_FORMAT "ms", number / 1000)
                            : g_strdup_printf ("%" G_GINT64_FORMAT "us", number);
}

void
tarn_profile_take_settings (TarnProfile       *self,
                            const TarnProfile *other,
                            TarnProfilePins    which)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    if (which >> i & 1)
      set_number (self, i, get_number (other, i));

  self->pins = (self->pins & ~which) | (other->pins & which);
}

void
tarn_profile_take_measured (TarnProfile       *self,
                            const TarnProfile *other)
{
  self->learned_us = other->learned_us;
  self->rtt_us = other->rtt_us;
  self->rtt_deviation_us = other->rtt_deviation_us;
  self->loss = other->loss;
}

gboolean
tarn_profile_equal (const TarnProfile *a,
                    const TarnProfile *b)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    if (get_number (a, i) != get_number (b, i))
      return FALSE;

  return a->pins == b->pins && a->rtt_us == b->rtt_us
         && a->rtt_deviation_us == b->rtt_deviation_us && !(a->loss < b->loss)
         && !(a->loss > b->loss);
}
