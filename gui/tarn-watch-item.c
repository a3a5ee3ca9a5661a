/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-watch-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Three hours at one a second. */
#define CAPACITY 10800

struct _TarnWatchItem
{
  GObject       parent_instance;

  TarnDocument *document;
  TarnOid      *oid;
  char         *text;
  char         *error;      /* nullable */
  TarnSeries   *series;
  gboolean      shown;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_TEXT,
  PROP_RATE,
  PROP_RANGE,
  PROP_ERROR,
  PROP_SHOWN,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnWatchItem, tarn_watch_item, G_TYPE_OBJECT)

static char *
format_number (double number)
{
  return fabs (number) >= 1000 || number == floor (number) ? g_strdup_printf ("%'.0f", number)
                                                           : g_strdup_printf ("%'.3g", number);
}

static char *
describe_rate (TarnWatchItem *self)
{
  guint n = tarn_series_get_n (self->series);
  double value = n > 0 ? tarn_series_get (self->series, n - 1)->value : NAN;
  g_autofree char *number = NULL;

  if (!tarn_series_is_rate (self->series) || isnan (value))
    return g_strdup ("");

  number = format_number (value);
  /* Translators: a rate, as in "1,200/s" */
  return g_strdup_printf (_("%s/s"), number);
}

static char *
describe_range (TarnWatchItem *self)
{
  double min, max, mean;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *middle = NULL;

  if (!tarn_series_get_range (self->series, &min, &max, &mean))
    return g_strdup ("");

  low = format_number (min);
  high = format_number (max);
  middle = format_number (mean);
  /* Translators: smallest, largest, mean */
  return g_strdup_printf (_("%s to %s, mean %s"), low, high, middle);
}

static void
tarn_watch_item_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TarnWatchItem *self = TARN_WATCH_ITEM (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_take_string (value, tarn_watch_item_dup_name (self));
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_RATE:
      g_value_take_string (value, describe_rate (self));
      break;
    case PROP_RANGE:
      g_value_take_string (value, describe_range (self));
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_SHOWN:
      g_value_set_boolean (value, self->shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_watch_item_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id == PROP_SHOWN)
    tarn_watch_item_set_shown (TARN_WATCH_ITEM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_watch_item_finalize (GObject *object)
{
  TarnWatchItem *self = TARN_WATCH_ITEM (object);

  g_clear_object (&self->document);
  tarn_oid_unref (self->oid);
  tarn_series_free (self->series);
  g_free (self->text);
  g_free (self->error);

  G_OBJECT_CLASS (tarn_watch_item_parent_class)->finalize (object);
}

static void
tarn_watch_item_class_init (TarnWatchItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tarn_watch_item_finalize;
  object_class->get_property = tarn_watch_item_get_property;
  object_class->set_property = tarn_watch_item_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, told);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, told);
  properties[PROP_RATE] = g_param_spec_string ("rate", NULL, NULL, NULL, told);
  properties[PROP_RANGE] = g_param_spec_string ("range", NULL, NULL, NULL, told);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, told);
  properties[PROP_SHOWN] =
    g_param_spec_boolean ("shown", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_watch_item_init (TarnWatchItem *self)
{
  self->series = tarn_series_new (CAPACITY);
  self->text = g_strdup ("");
  self->shown = TRUE;
}

TarnWatchItem *
tarn_watch_item_new (TarnDocument *document,
                     TarnOid      *oid)
{
  TarnWatchItem *self = g_object_new (TARN_TYPE_WATCH_ITEM, NULL);

  self->document = g_object_ref (document);
  self->oid = tarn_oid_ref (oid);
  return self;
}

static void
tell (TarnWatchItem *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
tarn_watch_item_take_error (TarnWatchItem *self,
                            gint64         time_us,
                            char          *error)
{
  g_free (self->error);
  self->error = error;
  tarn_series_add_gap (self->series, time_us);
  tell (self);
}

/* As a person reads it, by the modules. */
static char *
format_value (TarnWatchItem   *self,
              const TarnValue *value)
{
  const TarnMibValueFlags flags = TARN_MIB_VALUE_PERSON | TARN_MIB_VALUE_NO_TYPES;
  TarnMib *mib = tarn_document_get_mib (self->document);
  g_autoptr(TarnMibNode) node = NULL;

  if (mib != NULL)
    node = tarn_mib_find_node (mib, self->oid, NULL);
  return node != NULL ? tarn_mib_node_format_value (node, value, NULL, flags)
                      : tarn_mib_format_value (mib, value, flags);
}

void
tarn_watch_item_take (TarnWatchItem   *self,
                      gint64           time_us,
                      const TarnValue *value,
                      gboolean         restarted)
{
  if (tarn_value_is_exception (value))
    {
      tarn_watch_item_take_error (self, time_us, g_strdup (_("the device has no such instance")));
      return;
    }

  g_clear_pointer (&self->error, g_free);
  g_free (self->text);
  self->text = format_value (self, value);
  if (!tarn_series_add (self->series, time_us, value, restarted))
    tarn_series_add_gap (self->series, time_us);
  tell (self);
}

TarnOid *
tarn_watch_item_get_oid (TarnWatchItem *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_ITEM (self), NULL);

  return self->oid;
}

char *
tarn_watch_item_dup_name (TarnWatchItem *self)
{
  TarnMib *mib;

  g_return_val_if_fail (TARN_IS_WATCH_ITEM (self), NULL);

  mib = tarn_document_get_mib (self->document);
  return mib != NULL ? tarn_mib_oid_to_text (mib, self->oid, TARN_MIB_NAME_SUFFIX)
                     : tarn_oid_to_string (self->oid);
}

const char *
tarn_watch_item_get_text (TarnWatchItem *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_ITEM (self), NULL);

  return self->text;
}

const char *
tarn_watch_item_get_error (TarnWatchItem *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_ITEM (self), NULL);

  return self->error;
}

TarnSeries *
tarn_watch_item_get_series (TarnWatchItem *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_ITEM (self), NULL);

  return self->series;
}

gboolean
tarn_watch_item_is_shown (TarnWatchItem *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_ITEM (self), FALSE);

  return self->shown;
}

void
tarn_watch_item_set_shown (TarnWatchItem *self,
                           gboolean       shown)
{
  g_return_if_fail (TARN_IS_WATCH_ITEM (self));

  if (self->shown == shown)
    return;
  self->shown = shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}
