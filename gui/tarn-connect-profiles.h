/* tarn-connect-profiles.h
 *
 * How devices are to be asked, by name: version, time-outs, and which devices.  A key file
 * below the user's configuration folder that a person may write as well.  No community is in
 * it: those are the keyring's (tarn-connect-keyring.h).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

typedef struct
{
  char        *name;
  TarnVersion  version;
  gint64       timeout_us;   /* of the first try                               */
  guint        retries;
  gboolean     is_public;    /* its community is "public", nobody's secret     */
  GStrv        devices;      /* addresses, as tarn_address_to_string() has them */
} TarnConnectProfile;

TarnConnectProfile *tarn_connect_profile_new  (const char                *name);
TarnConnectProfile *tarn_connect_profile_copy (const TarnConnectProfile  *self);
void                tarn_connect_profile_free (TarnConnectProfile        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnConnectProfile, tarn_connect_profile_free)

#define TARN_TYPE_CONNECT_PROFILES (tarn_connect_profiles_get_type ())
G_DECLARE_FINAL_TYPE (TarnConnectProfiles, tarn_connect_profiles, TARN, CONNECT_PROFILES, GObject)

/* NULL: the user's file.  "changed" is emitted when a profile is kept or removed. */
TarnConnectProfiles *tarn_connect_profiles_new     (const char            *path);
/* In the order of the file; the caller's to free. */
GStrv                tarn_connect_profiles_dup_names (TarnConnectProfiles *self);
gboolean             tarn_connect_profiles_is_name (const char            *name);
/* Its devices are in none then.  Fails as tarn_connect_profiles_save(). */
gboolean             tarn_connect_profiles_remove  (TarnConnectProfiles   *self,
                                                    const char            *name,
                                                    GError               **error);
/* NULL if there is none; the caller's to free. */
TarnConnectProfile  *tarn_connect_profiles_find    (TarnConnectProfiles   *self,
                                                    const char            *name);
TarnConnectProfile  *tarn_connect_profiles_find_device (TarnConnectProfiles *self,
                                                    const TarnAddress     *address);
/* Keeps @profile under its name; its devices leave the profiles that they were in.  Fails
 * if the file cannot be written, or was not readable: then it is left as it is. */
gboolean             tarn_connect_profiles_save    (TarnConnectProfiles   *self,
                                                    const TarnConnectProfile *profile,
                                                    GError               **error);

G_END_DECLS
