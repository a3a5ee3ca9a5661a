/* What a device keeps in its profile.  A setter pins what it sets: for this object, not
 * for the file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-device-private.h"

#include <gio/gio.h>

/* Tells of what is different now. */
static void
device_take_profile (TarnDevice        *self,
                     const TarnProfile *profile)
{
  TarnSource source = profile->source != 0 ? (TarnSource) (profile->source - 1)
                                           : TARN_SOURCE_ADDRESS;
  guint max_window = self->profile.max_window;
  guint id_bits = tarn_device_get_id_bits (self);
  gboolean other_source = self->source != source;

  self->profile = *profile;
  self->source = source;

  g_object_freeze_notify (G_OBJECT (self));
  if (other_source)
    g_object_notify (G_OBJECT (self), "source");
  if (max_window != self->profile.max_window)
    g_object_notify (G_OBJECT (self), "max-window");
  if (id_bits != tarn_device_get_id_bits (self))
    g_object_notify (G_OBJECT (self), "id-bits");
  g_object_thaw_notify (G_OBJECT (self));
}

static void
device_pin (TarnDevice      *self,
            TarnProfilePins  pin,
            TarnProfile     *changed)
{
  changed->pins |= pin;
  device_take_profile (self, changed);
}

/**
 * tarn_device_get_source:
 * @self: a device
 *
 * Returns: whose replies are believed
 */
TarnSource
tarn_device_get_source (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), TARN_SOURCE_ADDRESS);

  return self->source;
}

/**
 * tarn_device_set_source:
 * @self: a device
 * @source: whose replies are believed
 */
void
tarn_device_set_source (TarnDevice *self,
                        TarnSource  source)
{
  TarnProfile changed;

  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (source <= TARN_SOURCE_ANY);

  changed = self->profile;
  changed.source = (guint) source + 1;
  device_pin (self, TARN_PROFILE_PIN_SOURCE, &changed);
}

/**
 * tarn_device_get_max_window:
 * @self: a device
 *
 * Returns: how many requests may be under way to it at once; 0: as many as serve it best
 */
guint
tarn_device_get_max_window (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), 0);

  return self->profile.max_window;
}

/**
 * tarn_device_set_max_window:
 * @self: a device
 * @max_window: how many requests may be under way to it at once, at most 1,000; 0: as many
 *   as serve it best
 */
void
tarn_device_set_max_window (TarnDevice *self,
                            guint       max_window)
{
  TarnProfile changed;

  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (max_window <= TARN_PROFILE_MAX_WINDOW);

  changed = self->profile;
  changed.max_window = max_window;
  device_pin (self, TARN_PROFILE_PIN_MAX_WINDOW, &changed);
}

/**
 * tarn_device_get_id_bits:
 * @self: a device
 *
 * Returns: how many bits its request-ids have: 31 or 16
 */
guint
tarn_device_get_id_bits (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), 31);

  return self->profile.id_bits == 16 ? 16 : 31;
}

/**
 * tarn_device_set_id_bits:
 * @self: a device
 * @id_bits: 31, or 16 for an agent that cuts request-ids (F-31)
 *
 * A device whose replies are believed from any source gets ids of 31 bits nevertheless:
 * shorter ones can be guessed (P-MGR-03).
 */
void
tarn_device_set_id_bits (TarnDevice *self,
                         guint       id_bits)
{
  TarnProfile changed;

  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (id_bits == 16 || id_bits == 31);

  changed = self->profile;
  changed.id_bits = id_bits;
  device_pin (self, TARN_PROFILE_PIN_ID_BITS, &changed);
}

/**
 * tarn_device_dup_profile:
 * @self: a device
 *
 * Returns: (transfer full): what is known of it by now, and what is pinned
 */
TarnProfile *
tarn_device_dup_profile (TarnDevice *self)
{
  g_return_val_if_fail (TARN_IS_DEVICE (self), NULL);

  return tarn_profile_copy (&self->profile);
}

/**
 * tarn_device_set_profile:
 * @self: a device
 * @profile: how to talk to it
 *
 * Puts @profile in the place of all that was known and pinned.
 */
void
tarn_device_set_profile (TarnDevice        *self,
                         const TarnProfile *profile)
{
  g_return_if_fail (TARN_IS_DEVICE (self));
  g_return_if_fail (profile != NULL);
  g_return_if_fail (profile->source <= TARN_SOURCE_ANY + 1);
  g_return_if_fail (profile->max_window <= TARN_PROFILE_MAX_WINDOW);

  device_take_profile (self, profile);
}

/**
 * tarn_device_load_profile:
 * @self: a device
 * @error: return location for an error
 *
 * Takes over what is known of the device at this address since it was last talked to.
 * What is pinned in @self stays.
 *
 * Fails as tarn_profile_load() does, but not if nothing is known, and then changes nothing.
 *
 * Returns: whether nothing hindered it
 */
gboolean
tarn_device_load_profile (TarnDevice  *self,
                          GError     **error)
{
  g_autoptr(TarnProfile) kept = NULL;
  g_autoptr(GError) reason = NULL;

  g_return_val_if_fail (TARN_IS_DEVICE (self), FALSE);

  kept = tarn_profile_load (self->address, &reason);
  if (kept != NULL)
    {
      tarn_profile_take_settings (kept, &self->profile, self->profile.pins);
      device_take_profile (self, kept);
      return TRUE;
    }

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * tarn_device_save_profile:
 * @self: a device
 * @error: return location for an error
 *
 * Keeps what was learnt for the next one who talks to this address.  Pins of @self are for
 * @self alone: to keep some, use tarn_profile_save(); those that are kept already stay as
 * they are.  Nothing is written for a device that has never answered.
 *
 * Fails as tarn_profile_save() does.
 *
 * Returns: whether nothing hindered it
 */
gboolean
tarn_device_save_profile (TarnDevice  *self,
                          GError     **error)
{
  g_autoptr(TarnProfile) kept = NULL;
  g_autoptr(TarnProfile) changed = NULL;

  g_return_val_if_fail (TARN_IS_DEVICE (self), FALSE);

  if (self->profile.rtt_us == 0)
    return TRUE;

  /* Anew: a person may have pinned something meanwhile. */
  kept = tarn_profile_load (self->address, NULL);
  if (kept == NULL)
    kept = tarn_profile_new ();

  changed = tarn_profile_copy (kept);
  tarn_profile_take_settings (changed, &self->profile,
                              (TarnProfilePins) ~(kept->pins | self->profile.pins));
  tarn_profile_take_measured (changed, &self->profile);
  if (tarn_profile_equal (changed, kept))
    return TRUE;

  changed->learned_us = g_get_real_time ();
  return tarn_profile_save (changed, self->address, error);
}
