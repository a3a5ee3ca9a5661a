/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change.h"

#include <glib/gi18n.h>

struct _TarnChange
{
  GObject          parent_instance;

  TarnOid         *oid;
  TarnValue       *before;   /* nullable */
  TarnValue       *after;    /* nullable */
  GPtrArray       *rest;     /* nullable, of TarnOid */
  TarnChangeState  state;
  char            *text;     /* nullable */
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnChange, tarn_change, G_TYPE_OBJECT)

static void
tarn_change_finalize (GObject *object)
{
  TarnChange *self = TARN_CHANGE (object);

  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->before, tarn_value_unref);
  g_clear_pointer (&self->after, tarn_value_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
  g_free (self->text);

  G_OBJECT_CLASS (tarn_change_parent_class)->finalize (object);
}

static void
tarn_change_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TarnChange *self = TARN_CHANGE (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_change_class_init (TarnChangeClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = tarn_change_finalize;
  object_class->get_property = tarn_change_get_property;

  /* Notified too when only the text is another one. */
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, TARN_CHANGE_PENDING, TARN_CHANGE_UNKNOWN,
                       TARN_CHANGE_PENDING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_change_init (TarnChange *self)
{
}

TarnChange *
tarn_change_new (TarnOid   *oid,
                 TarnValue *before,
                 TarnValue *after)
{
  TarnChange *self = g_object_new (TARN_TYPE_CHANGE, NULL);

  g_return_val_if_fail (oid != NULL, NULL);

  self->oid = tarn_oid_ref (oid);
  self->before = before != NULL ? tarn_value_ref (before) : NULL;
  self->after = after != NULL ? tarn_value_ref (after) : NULL;
  return self;
}

TarnOid *
tarn_change_get_oid (TarnChange *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE (self), NULL);

  return self->oid;
}

TarnValue *
tarn_change_get_before (TarnChange *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE (self), NULL);

  return self->before;
}

TarnValue *
tarn_change_get_after (TarnChange *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE (self), NULL);

  return self->after;
}

GPtrArray *
tarn_change_get_rest (TarnChange *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE (self), NULL);

  return self->rest;
}

void
tarn_change_set_rest (TarnChange *self,
                      GPtrArray  *oids)
{
  g_return_if_fail (TARN_IS_CHANGE (self));

  g_clear_pointer (&self->rest, g_ptr_array_unref);
  self->rest = oids != NULL ? g_ptr_array_ref (oids) : NULL;
}

TarnChangeState
tarn_change_get_state (TarnChange *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE (self), TARN_CHANGE_PENDING);

  return self->state;
}

const char *
tarn_change_get_text (TarnChange *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE (self), NULL);

  return self->text;
}

void
tarn_change_set_state (TarnChange      *self,
                       TarnChangeState  state,
                       const char      *text)
{
  g_return_if_fail (TARN_IS_CHANGE (self));

  if (self->state == state && g_strcmp0 (self->text, text) == 0)
    return;

  self->state = state;
  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* By error-status (rules P-SET-00 to P-SET-19, P-ERC-02 to P-ERC-05 of SNMPv1). */
static const char * const words[] = {
  [TARN_STATUS_TOO_BIG] = N_("The answer would not fit into a message: send fewer at once"),
  [TARN_STATUS_NO_SUCH_NAME] = N_("There is no such object, or it may not be set"),
  [TARN_STATUS_BAD_VALUE] = N_("The device does not take this value"),
  [TARN_STATUS_READ_ONLY] = N_("The object can only be read"),
  [TARN_STATUS_GEN_ERR] = N_("The device failed and does not say why"),
  [TARN_STATUS_NO_ACCESS] = N_("This community may not set the object"),
  [TARN_STATUS_WRONG_TYPE] = N_("The object has another type"),
  [TARN_STATUS_WRONG_LENGTH] = N_("A value of this length is not possible"),
  [TARN_STATUS_WRONG_ENCODING] = N_("The device cannot read the value as it was encoded"),
  [TARN_STATUS_WRONG_VALUE] = N_("The object can never have this value"),
  [TARN_STATUS_NO_CREATION] = N_("There is no such instance, and none can be made"),
  [TARN_STATUS_INCONSISTENT_VALUE] =
    N_("The value is possible, but not in the state the device is in now"),
  [TARN_STATUS_RESOURCE_UNAVAILABLE] = N_("The device has no room for it"),
  [TARN_STATUS_COMMIT_FAILED] = N_("The device tried and failed; all is as it was"),
  [TARN_STATUS_UNDO_FAILED] =
    N_("The device tried, failed, and could not take back what it had done: read again"),
  [TARN_STATUS_AUTHORIZATION_ERROR] = N_("You are not allowed to do this"),
  [TARN_STATUS_NOT_WRITABLE] = N_("The object cannot be set"),
  [TARN_STATUS_INCONSISTENT_NAME] =
    N_("There is no such instance, and it cannot be made in the state the device is in now"),
};

char *
tarn_change_explain (int status)
{
  if (status <= 0 || status >= (int) G_N_ELEMENTS (words))
    return g_strdup_printf (_("The device refused it with an error unknown to SNMP (%d)"), status);

  /* Translators: what an error means, and its word in the protocol */
  return g_strdup_printf (_("%s (%s)"), _(words[status]), tarn_status_to_string (status));
}
