/* The files of profiles: one for each device, below the user's state folder.
 *
 * A file is read as if a stranger had written it: what is out of range, of another
 * device or not understood counts as not there.  What a newer Tarn has put in stays.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-profile-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tarn-error.h"

#define SUFFIX         ".profile"
#define GROUP_DEVICE   "device"
#define GROUP_LEARNED  "learned"
#define GROUP_PINNED   "pinned"

/* A file of ours has some hundred octets. */
#define MAX_OCTETS     65536

/* Of a file's name, as far as it is readable; file systems take 255 octets. */
#define MAX_NAME       180

/* What a killed process has left half-written is removed after so long. */
#define MAX_PENDING_S  3600

/* An hour is more than any request waits. */
#define MAX_TIME_US    (3600 * (gint64) G_USEC_PER_SEC)

static char *
profiles_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "tarn", "profiles", NULL);
}

/* Names of hosts do not depend on case. */
static char *
target_of (TarnAddress *address)
{
  g_autofree char *text = tarn_address_to_string (address);

  return g_ascii_strdown (text, -1);
}

/* Any target as the name of a file: no slash, and not too long. */
static char *
profile_path (const char *folder,
              const char *target)
{
  g_autofree char *escaped = g_uri_escape_string (target, NULL, FALSE);
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;

  if (strlen (escaped) > MAX_NAME)
    {
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, target, -1);
      escaped[MAX_NAME - strlen (digest) - 1] = '\0';
    }
  name = g_strconcat (escaped, digest != NULL ? "-" : "", digest != NULL ? digest : "", SUFFIX,
                      NULL);

  return g_build_filename (folder, name, NULL);
}

static void
set_file_error (GError     **error,
                const char  *what,
                const char  *path,
                int          number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "cannot %s %s: %s", what, path,
               g_strerror (number));
}

/* The octets of an ordinary file, whatever lies there: no pipe to wait for. */
static char *
read_file (const char  *path,
           gsize       *len,
           GError     **error)
{
  g_autofree char *octets = NULL;
  struct stat status;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize n;

  if (fd < 0)
    {
      set_file_error (error, "read", path, errno);
      return NULL;
    }

  octets = g_malloc (MAX_OCTETS + 1);
  *len = 0;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    while (*len <= MAX_OCTETS && (n = read (fd, octets + *len, MAX_OCTETS + 1 - *len)) > 0)
      *len += (gsize) n;
  close (fd);

  if (*len > 0 && *len <= MAX_OCTETS)
    return g_steal_pointer (&octets);

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT, "%s is not a profile: delete it", path);
  return NULL;
}

static GKeyFile *
read_keys (const char  *path,
           const char  *target,
           GError     **error)
{
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autoptr(GError) reason = NULL;
  g_autofree char *octets = NULL;
  g_autofree char *found = NULL;
  gsize len;

  octets = read_file (path, &len, error);
  if (octets == NULL)
    return NULL;

  if (g_key_file_load_from_data (keys, octets, len, G_KEY_FILE_KEEP_COMMENTS, &reason))
    found = g_key_file_get_string (keys, GROUP_DEVICE, "target", NULL);
  if (found != NULL && (target == NULL || strcmp (found, target) == 0))
    return g_steal_pointer (&keys);

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT, "%s is not a profile%s%s: delete it",
               path, target != NULL ? " of " : "", target != NULL ? target : "");
  return NULL;
}

static gint64
get_time (GKeyFile   *keys,
          const char *key,
          gint64      max)
{
  gint64 time_us = g_key_file_get_int64 (keys, GROUP_LEARNED, key, NULL);

  return time_us >= 0 && time_us <= max ? time_us : 0;
}

static TarnProfile *
profile_from_keys (GKeyFile *keys)
{
  g_autoptr(TarnProfile) self = tarn_profile_new ();
  double loss = g_key_file_get_double (keys, GROUP_LEARNED, "loss", NULL);

  self->learned_us = get_time (keys, "time-us", G_MAXINT64);
  self->rtt_us = get_time (keys, "rtt-us", MAX_TIME_US);
  self->rtt_deviation_us = get_time (keys, "rtt-deviation-us", MAX_TIME_US);
  self->loss = loss >= 0 && loss <= 1 ? loss : 0;

  for (const char * const *name = tarn_profile_list_settings (); *name != NULL; name++)
    {
      g_autofree char *learned = g_key_file_get_string (keys, GROUP_LEARNED, *name, NULL);
      g_autofree char *pinned = g_key_file_get_string (keys, GROUP_PINNED, *name, NULL);

      if (pinned == NULL || !tarn_profile_pin (self, *name, pinned, NULL))
        if (learned != NULL)
          tarn_profile_set_value (self, *name, learned, NULL);
    }

  return g_steal_pointer (&self);
}

static void
put_time (GKeyFile   *keys,
          const char *key,
          gint64      time_us)
{
  if (time_us > 0)
    g_key_file_set_int64 (keys, GROUP_LEARNED, key, time_us);
  else
    g_key_file_remove_key (keys, GROUP_LEARNED, key, NULL);
}

static void
put_profile (GKeyFile          *keys,
             const TarnProfile *self)
{
  put_time (keys, "time-us", self->learned_us);
  put_time (keys, "rtt-us", self->rtt_us);
  put_time (keys, "rtt-deviation-us", self->rtt_deviation_us);
  if (self->loss > 0)
    g_key_file_set_double (keys, GROUP_LEARNED, "loss", self->loss);
  else
    g_key_file_remove_key (keys, GROUP_LEARNED, "loss", NULL);

  for (const char * const *name = tarn_profile_list_settings (); *name != NULL; name++)
    {
      g_autofree char *value = tarn_profile_dup_value (self, *name);
      gboolean pinned = tarn_profile_is_pinned (self, *name);

      g_key_file_remove_key (keys, GROUP_LEARNED, *name, NULL);
      g_key_file_remove_key (keys, GROUP_PINNED, *name, NULL);
      if (value != NULL)
        g_key_file_set_string (keys, pinned ? GROUP_PINNED : GROUP_LEARNED, *name, value);
    }
}

/* Under another name first, so that a reader sees all or nothing.  Not forced to the
 * disk: after a power cut it is enough to learn again. */
static gboolean
write_file (const char  *path,
            const char  *octets,
            gsize        len,
            GError     **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  int failure = 0;

  if (fd < 0)
    {
      set_file_error (error, "write", path, errno);
      return FALSE;
    }

  for (gsize done = 0; done < len && failure == 0;)
    {
      gssize n = write (fd, octets + done, len - done);

      if (n >= 0)
        done += (gsize) n;
      else if (errno != EINTR)
        failure = errno;
    }
  if (close (fd) != 0 && failure == 0)
    failure = errno;
  if (failure == 0 && g_rename (temporary, path) != 0)
    failure = errno;
  if (failure == 0)
    return TRUE;

  g_unlink (temporary);
  set_file_error (error, "write", path, failure);
  return FALSE;
}

/**
 * tarn_profile_load:
 * @address: a device
 * @error: return location for an error
 *
 * What is known of a device since it was last talked to.
 *
 * Fails with %G_IO_ERROR_NOT_FOUND if nothing is known, with another #GIOErrorEnum if the
 * file cannot be read, with %TARN_ERROR_BAD_FORMAT if it is something else.
 *
 * Returns: (transfer full): its profile, or %NULL
 */
TarnProfile *
tarn_profile_load (TarnAddress  *address,
                   GError      **error)
{
  g_autoptr(GKeyFile) keys = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *target = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  folder = profiles_folder ();
  target = target_of (address);
  path = profile_path (folder, target);
  keys = read_keys (path, target, error);
  return keys != NULL ? profile_from_keys (keys) : NULL;
}

/**
 * tarn_profile_save:
 * @self: a profile
 * @address: the device that it is about
 * @error: return location for an error
 *
 * Puts it in the place of what was known, pins and all; see tarn_device_save_profile()
 * for what a device has learnt.
 *
 * Fails with a #GIOErrorEnum if the file cannot be written.
 *
 * Returns: whether it is saved
 */
gboolean
tarn_profile_save (const TarnProfile  *self,
                   TarnAddress        *address,
                   GError            **error)
{
  g_autoptr(GKeyFile) keys = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *target = NULL;
  g_autofree char *path = NULL;
  g_autofree char *octets = NULL;
  gboolean is_new;
  gsize len;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  folder = profiles_folder ();
  target = target_of (address);
  path = profile_path (folder, target);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_file_error (error, "make", folder, errno);
      return FALSE;
    }

  keys = read_keys (path, target, NULL);
  is_new = keys == NULL;
  if (keys == NULL)
    keys = g_key_file_new ();
  g_key_file_set_string (keys, GROUP_DEVICE, "target", target);
  put_profile (keys, self);

  octets = g_key_file_to_data (keys, &len, NULL);
  if (!write_file (path, octets, len, error))
    return FALSE;
  if (is_new)
    tarn_profile_tidy (folder, TARN_PROFILE_MAX_FILES);

  return TRUE;
}

/**
 * tarn_profile_forget:
 * @address: a device
 * @error: return location for an error
 *
 * Removes all that is known of a device, what was pinned too.
 *
 * Fails with %G_IO_ERROR_NOT_FOUND if nothing is known, else with another #GIOErrorEnum.
 *
 * Returns: whether it is gone
 */
gboolean
tarn_profile_forget (TarnAddress  *address,
                     GError      **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *target = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  folder = profiles_folder ();
  target = target_of (address);
  path = profile_path (folder, target);
  if (g_unlink (path) == 0)
    return TRUE;

  set_file_error (error, "remove", path, errno);
  return FALSE;
}

static int
compare_targets (gconstpointer a,
                 gconstpointer b)
{
  g_autofree char *one = tarn_address_to_string (*(TarnAddress * const *) a);
  g_autofree char *other = tarn_address_to_string (*(TarnAddress * const *) b);

  return strcmp (one, other);
}

/**
 * tarn_profile_list_known:
 * @error: return location for an error
 *
 * The devices of which something is known, in the order of their names.  Files that are
 * no profiles are passed over.
 *
 * Fails with a #GIOErrorEnum if the folder is there and cannot be read.
 *
 * Returns: (transfer container) (element-type TarnAddress): the devices, or %NULL
 */
GPtrArray *
tarn_profile_list_known (GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                               tarn_address_unref);
  g_autofree char *folder = profiles_folder ();
  g_autoptr(GError) reason = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &reason);
  const char *name;

  if (dir == NULL && !g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, reason->message);
      return NULL;
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GKeyFile) keys = NULL;
      g_autofree char *target = NULL;
      g_autofree char *expected = NULL;
      TarnAddress *address;

      if (!g_str_has_suffix (name, SUFFIX) || (keys = read_keys (path, NULL, NULL)) == NULL)
        continue;
      target = g_key_file_get_string (keys, GROUP_DEVICE, "target", NULL);
      expected = profile_path (folder, target);
      address = strcmp (expected, path) == 0
                ? tarn_address_new (target, TARN_PORT_AGENT, NULL) : NULL;
      if (address != NULL)
        g_ptr_array_add (known, address);
    }

  g_ptr_array_sort (known, compare_targets);
  return g_steal_pointer (&known);
}

typedef struct
{
  gint64  time_s;
  char   *path;
} Old;

static void
old_clear (gpointer data)
{
  g_free (((Old *) data)->path);
}

static int
compare_age (gconstpointer a,
             gconstpointer b)
{
  gint64 one = ((const Old *) a)->time_s;
  gint64 other = ((const Old *) b)->time_s;

  return (one > other) - (one < other);
}

static gboolean
has_pins (const char *path)
{
  g_autoptr(GKeyFile) keys = read_keys (path, NULL, NULL);
  g_auto(GStrv) pins = keys != NULL ? g_key_file_get_keys (keys, GROUP_PINNED, NULL, NULL) : NULL;

  return pins != NULL && pins[0] != NULL;
}

void
tarn_profile_tidy (const char *folder,
                   guint       max)
{
  g_autoptr(GArray) files = g_array_new (FALSE, FALSE, sizeof (Old));
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;
  guint n_left;

  g_array_set_clear_func (files, old_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Old old = { 0, g_build_filename (folder, name, NULL) };

      g_array_append_val (files, old);
    }
  if (files->len <= max)
    return;

  for (guint i = 0; i < files->len; i++)
    {
      Old *old = &g_array_index (files, Old, i);
      struct stat status;

      old->time_s = g_stat (old->path, &status) == 0 ? (gint64) status.st_mtime : now_s;
    }
  g_array_sort (files, compare_age);

  n_left = files->len;
  for (guint i = 0; i < files->len && n_left > max - max / 10; i++)
    {
      const Old *old = &g_array_index (files, Old, i);
      gboolean whole = g_str_has_suffix (old->path, SUFFIX);

      if ((whole ? !has_pins (old->path) : now_s - old->time_s > MAX_PENDING_S)
          && g_unlink (old->path) == 0)
        n_left--;
    }
}
