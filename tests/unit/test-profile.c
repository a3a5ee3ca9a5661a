/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "net/tarn-device-private.h"

/* This program's own: main() sees to that. */
static char *
folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "tarn", "profiles", NULL);
}

/* The only file that is there, or NULL. */
static char *
only_file (void)
{
  g_autofree char *path = folder ();
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;
  char *found = name != NULL ? g_build_filename (path, name, NULL) : NULL;

  if (name != NULL)
    g_assert_null (g_dir_read_name (dir));
  return found;
}

static TarnAddress *
address_of (const char *text)
{
  g_autoptr(GError) error = NULL;
  TarnAddress *address = tarn_address_new (text, TARN_PORT_AGENT, &error);

  g_assert_no_error (error);
  return address;
}

static TarnDevice *
device_at (const char *text)
{
  g_autoptr(TarnAddress) address = address_of (text);

  return tarn_device_new (address);
}

typedef struct
{
  const char *setting;
  const char *value;
  const char *shown;    /* NULL: refused */
} PinVector;

static const PinVector pin_vectors[] = {
  { "window", "1", "1" },
  { "window", "1000", "1000" },
  { "window", "0", NULL },
  { "window", "1001", NULL },
  { "window", "", NULL },
  { "window", "4 ", NULL },
  { "max-window", "4", "4" },
  { "max-window", "-1", NULL },
  { "gap", "10ms", "10ms" },
  { "gap", "0", "0ms" },
  { "gap", "0s", "0ms" },
  { "gap", "1.5s", "1500ms" },
  { "gap", "250us", "250us" },
  { "gap", "60s", "60000ms" },
  { "gap", "61s", NULL },
  { "gap", "10", NULL },
  { "gap", "-1ms", NULL },
  { "gap", "nan", NULL },
  { "gap", "1e300s", NULL },
  { "gap", "10 ms", NULL },
  { "repetitions", "10", "10" },
  { "repetitions", "65535", "65535" },
  { "repetitions", "0", NULL },
  { "reply-size", "484", "484" },
  { "reply-size", "483", NULL },
  { "reply-size", "65508", NULL },
  { "id-bits", "16", "16" },
  { "id-bits", "31", "31" },
  { "id-bits", "17", NULL },
  { "source", "address", "address" },
  { "source", "strict", "strict" },
  { "source", "any", "any" },
  { "source", "Any", NULL },
  { "source", "1", NULL },
  { "names", "5", "5" },
  { "names", "99999999999999999999", NULL },
  { "colour", "blue", NULL },
  { "", "", NULL },
  { "window", "\xff", NULL },
};

/* What is refused changes nothing, and the error says what would be taken. */
static void
test_pin (gconstpointer data)
{
  const PinVector *v = data;
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autoptr(TarnProfile) before = tarn_profile_copy (profile);
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  gboolean done = tarn_profile_pin (profile, v->setting, v->value, &error);

  shown = tarn_profile_dup_value (profile, v->setting);
  g_assert_cmpstr (shown, ==, v->shown);
  g_assert_cmpint (tarn_profile_is_pinned (profile, v->setting), ==, done);
  g_assert_cmpint (done, ==, v->shown != NULL);
  if (!done)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (tarn_profile_equal (profile, before));
      return;
    }

  g_assert_no_error (error);
  g_assert_true (tarn_profile_unpin (profile, v->setting, &error));
  g_assert_true (tarn_profile_equal (profile, before));
}

/* P-MGR-03: in whichever order, and it can be undone. */
static void
test_any_needs_bits (void)
{
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_profile_pin (profile, "source", "any", NULL));
  g_assert_false (tarn_profile_pin (profile, "id-bits", "16", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (tarn_profile_unpin (profile, "source", NULL));
  g_assert_true (tarn_profile_pin (profile, "id-bits", "16", NULL));
  g_assert_false (tarn_profile_pin (profile, "source", "any", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_true (tarn_profile_pin (profile, "window", "3", NULL));
}

static const char * const targets[] = {
  "192.0.2.1", "192.0.2.1:1161", "[2001:db8::1]:161", "[fe80::1%eth0]:161", "[fe80::1%eth0.7]",
  "udp6:switch.example", "switch.example", "..", ".profile", "under_score", "udp:tcp:161",
};

/* Any target has a file of its own, with a name that leads nowhere else. */
static void
test_targets (void)
{
  g_autofree char *path = folder ();
  g_autoptr(GPtrArray) known = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr(TarnProfile) profile = tarn_profile_new ();
      g_autoptr(TarnAddress) address = NULL;
      g_autoptr(GError) error = NULL;

      address = tarn_address_new (targets[i], TARN_PORT_AGENT, NULL);
      if (address == NULL)
        continue;
      profile->rtt_us = i + 1;
      g_assert_true (tarn_profile_save (profile, address, &error));
      g_assert_no_error (error);
    }

  known = tarn_profile_list_known (NULL);
  for (guint i = 0, n = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr(TarnAddress) address = tarn_address_new (targets[i], TARN_PORT_AGENT, NULL);
      g_autoptr(TarnProfile) profile = NULL;
      g_autoptr(GError) error = NULL;

      if (address == NULL)
        continue;
      profile = tarn_profile_load (address, &error);
      g_assert_no_error (error);
      g_assert_cmpint (profile->rtt_us, ==, i + 1);
      g_assert_cmpuint (++n, <=, known->len);
      g_assert_true (tarn_profile_forget (address, &error));
      g_assert_false (tarn_profile_forget (address, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }

  g_assert_cmpuint (known->len, >=, 6);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* Case does not matter in names; a name of 255 octets fits. */
static void
test_names (void)
{
  g_autofree char *labels = g_strnfill (60, 'x');
  g_autofree char *name = g_strconcat (labels, ".", labels, ".", labels, ".", labels, NULL);
  g_autoptr(TarnAddress) upper = address_of ("Switch.EXAMPLE");
  g_autoptr(TarnAddress) lower = address_of ("switch.example");
  g_autoptr(TarnAddress) longest = address_of (name);
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autoptr(TarnProfile) loaded = NULL;

  g_assert_true (tarn_profile_pin (profile, "window", "7", NULL));
  g_assert_true (tarn_profile_save (profile, upper, NULL));
  loaded = tarn_profile_load (lower, NULL);
  g_assert_nonnull (loaded);
  g_assert_true (tarn_profile_equal (loaded, profile));
  g_assert_true (tarn_profile_forget (lower, NULL));

  g_assert_true (tarn_profile_save (profile, longest, NULL));
  g_clear_pointer (&loaded, tarn_profile_free);
  loaded = tarn_profile_load (longest, NULL);
  g_assert_nonnull (loaded);
  g_assert_cmpuint (loaded->window, ==, 7);
  g_assert_true (tarn_profile_forget (longest, NULL));
}

/* All fields come back; only the user may read them, and no secret is there (F-88). */
static void
test_file (void)
{
  g_autoptr(TarnAddress) address = address_of ("192.0.2.7");
  g_autoptr(TarnProfile) loaded = NULL;
  g_autoptr(TarnProfile) pinned = NULL;
  g_autoptr(TarnDevice) device = tarn_device_new (address);
  g_autoptr(GBytes) community = g_bytes_new_static ("s3cret", 6);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  struct stat status;
  const TarnProfile profile = {
    .rtt_us = 1500, .rtt_deviation_us = 300, .loss = 0.25, .window = 12, .gap_us = 2500,
    .repetitions = 33, .reply_octets = 1200, .id_bits = 16, .max_names = 8,
  };

  tarn_device_set_community (device, community);
  tarn_device_set_profile (device, &profile);
  g_assert_true (tarn_device_save_profile (device, &error));
  g_assert_no_error (error);

  path = only_file ();
  g_assert_nonnull (path);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "s3cret"));

  loaded = tarn_profile_load (address, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_profile_equal (loaded, &profile));
  g_assert_cmpint (loaded->learned_us, >, 0);

  pinned = tarn_profile_copy (loaded);
  g_assert_true (tarn_profile_pin (pinned, "gap", "0", NULL));
  g_assert_true (tarn_profile_pin (pinned, "source", "strict", NULL));
  g_assert_true (tarn_profile_pin (pinned, "max-window", "2", NULL));
  g_assert_true (tarn_profile_save (pinned, address, NULL));
  g_clear_pointer (&loaded, tarn_profile_free);
  loaded = tarn_profile_load (address, NULL);
  g_assert_true (tarn_profile_equal (loaded, pinned));
  g_assert_true (tarn_profile_forget (address, NULL));
}

typedef struct
{
  const char *name;
  const char *text;
  gboolean    is_profile;
  gint64      rtt_us;
  guint       window;
  guint       pins;
} FileVector;

#define HEAD "[device]\ntarget=192.0.2.8:161\n"

static const FileVector file_vectors[] = {
  { "good", HEAD "[learned]\nrtt-us=900\nwindow=4\n", TRUE, 900, 4, 0 },
  { "nothing but the target", HEAD, TRUE, 0, 0, 0 },
  { "pinned", HEAD "[pinned]\nwindow=4\n", TRUE, 0, 4, TARN_PROFILE_PIN_WINDOW },
  { "pinned wins", HEAD "[learned]\nwindow=9\n[pinned]\nwindow=4\n", TRUE, 0, 4,
    TARN_PROFILE_PIN_WINDOW },
  { "a pin out of range does not", HEAD "[learned]\nwindow=9\n[pinned]\nwindow=4000000000\n", TRUE,
    0, 9, 0 },
  { "numbers out of range", HEAD "[learned]\nrtt-us=-5\nwindow=0\nloss=nan\ngap=1e99s\n", TRUE, 0,
    0, 0 },
  { "larger than a number can be", HEAD "[learned]\nrtt-us=99999999999999999999\nwindow=1e9\n",
    TRUE, 0, 0, 0 },
  { "not numbers", HEAD "[learned]\nrtt-us=soon\nwindow=many\nloss=some\nid-bits=\n", TRUE, 0, 0,
    0 },
  { "not UTF-8", HEAD "[learned]\nwindow=\xff\xfe\n", TRUE, 0, 0, 0 },
  { "of another device", "[device]\ntarget=192.0.2.9:161\n[learned]\nwindow=4\n", FALSE, 0, 0, 0 },
  { "of none", "[learned]\nwindow=4\n", FALSE, 0, 0, 0 },
  { "empty", "", FALSE, 0, 0, 0 },
  { "something else", "#!/bin/sh\nrm -rf /\n", FALSE, 0, 0, 0 },
};

/* Whatever somebody has put there: the file is not trusted, and saving heals it. */
static void
test_foreign_file (gconstpointer data)
{
  const FileVector *v = data;
  g_autoptr(TarnAddress) address = address_of ("192.0.2.8");
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autoptr(TarnProfile) loaded = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_true (tarn_profile_save (profile, address, NULL));
  path = only_file ();
  g_assert_true (g_file_set_contents (path, v->text, -1, NULL));

  loaded = tarn_profile_load (address, &error);
  g_assert_cmpint (loaded != NULL, ==, v->is_profile);
  if (loaded != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpint (loaded->rtt_us, ==, v->rtt_us);
      g_assert_cmpuint (loaded->window, ==, v->window);
      g_assert_cmpuint (loaded->pins, ==, v->pins);
      g_assert_cmpfloat (loaded->loss, ==, 0);
      g_assert_cmpint (loaded->gap_us, ==, 0);
    }
  else
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
      g_assert_nonnull (strstr (error->message, path));
    }

  profile->rtt_us = 5;
  g_assert_true (tarn_profile_save (profile, address, NULL));
  g_clear_pointer (&loaded, tarn_profile_free);
  loaded = tarn_profile_load (address, NULL);
  g_assert_nonnull (loaded);
  g_assert_cmpint (loaded->rtt_us, ==, 5);
  g_assert_true (tarn_profile_forget (address, NULL));
}

/* Neither a pipe that nobody writes to nor a file without an end holds anybody up. */
static void
test_odd_file (void)
{
  g_autoptr(TarnAddress) address = address_of ("192.0.2.8");
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_true (tarn_profile_save (profile, address, NULL));
  path = only_file ();
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (tarn_profile_load (address, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", path), ==, 0);
  g_assert_null (tarn_profile_load (address, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_true (tarn_profile_save (profile, address, NULL));
  g_assert_true (tarn_profile_forget (address, NULL));
}

/* What a newer version has added stays when this one writes. */
static void
test_unknown_keys (void)
{
  g_autoptr(TarnAddress) address = address_of ("192.0.2.8");
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_assert_true (tarn_profile_save (profile, address, NULL));
  path = only_file ();
  g_assert_true (g_file_set_contents (path, HEAD "[learned]\nphase-of-moon=full\n", -1, NULL));
  profile->rtt_us = 5;
  g_assert_true (tarn_profile_save (profile, address, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "phase-of-moon=full"));
  g_assert_nonnull (strstr (text, "rtt-us=5"));
  g_assert_true (tarn_profile_forget (address, NULL));
}

/* A device that never answered leaves no trace, whatever was pinned for it. */
static void
test_never_answered (void)
{
  g_autoptr(TarnDevice) device = device_at ("192.0.2.6");
  g_autofree char *path = NULL;

  tarn_device_set_max_window (device, 3);
  g_assert_true (tarn_device_load_profile (device, NULL));
  g_assert_true (tarn_device_save_profile (device, NULL));
  path = only_file ();
  g_assert_null (path);
}

/* Pins of the object hold and are not kept; kept pins hold, are not learnt over, and may
 * change while the device is talked to. */
static void
test_pins_of_a_device (void)
{
  g_autoptr(TarnDevice) device = device_at ("192.0.2.6");
  TarnAddress *address = tarn_device_get_address (device);
  g_autoptr(TarnProfile) kept = tarn_profile_new ();
  g_autoptr(TarnProfile) own = NULL;
  g_autoptr(TarnProfile) now = NULL;

  g_assert_true (tarn_profile_pin (kept, "source", "any", NULL));
  g_assert_true (tarn_profile_pin (kept, "max-window", "8", NULL));
  g_assert_true (tarn_profile_pin (kept, "names", "20", NULL));
  g_assert_true (tarn_profile_save (kept, address, NULL));

  tarn_device_set_max_window (device, 2);
  g_assert_true (tarn_device_load_profile (device, NULL));
  g_assert_cmpint (tarn_device_get_source (device), ==, TARN_SOURCE_ANY);
  g_assert_cmpuint (tarn_device_get_max_window (device), ==, 2);

  device->profile.rtt_us = 700;
  device->profile.window = 6;
  device->profile.max_names = 3;
  g_assert_true (tarn_profile_pin (kept, "repetitions", "5", NULL));
  g_assert_true (tarn_profile_save (kept, address, NULL));
  g_assert_true (tarn_device_save_profile (device, NULL));

  now = tarn_profile_load (address, NULL);
  g_assert_cmpuint (now->max_window, ==, 8);
  g_assert_cmpuint (now->max_names, ==, 20);
  g_assert_cmpuint (now->repetitions, ==, 5);
  g_assert_cmpuint (now->window, ==, 6);
  g_assert_cmpint (now->rtt_us, ==, 700);
  g_assert_cmpuint (now->pins, ==, TARN_PROFILE_PIN_SOURCE | TARN_PROFILE_PIN_MAX_WINDOW
                                   | TARN_PROFILE_PIN_NAMES | TARN_PROFILE_PIN_REPETITIONS);

  own = tarn_device_dup_profile (device);
  g_assert_cmpuint (own->max_window, ==, 2);
  g_assert_true (tarn_profile_forget (address, NULL));
}

/* A policy that a person states wins over a kept one, also if it is the default. */
static void
test_stated_source (void)
{
  g_autoptr(TarnDevice) device = device_at ("192.0.2.6");
  TarnAddress *address = tarn_device_get_address (device);
  g_autoptr(TarnProfile) kept = tarn_profile_new ();

  g_assert_true (tarn_profile_pin (kept, "source", "any", NULL));
  g_assert_true (tarn_profile_save (kept, address, NULL));
  tarn_device_set_source (device, TARN_SOURCE_ADDRESS);
  g_assert_true (tarn_device_load_profile (device, NULL));
  g_assert_cmpint (tarn_device_get_source (device), ==, TARN_SOURCE_ADDRESS);
  g_assert_true (tarn_profile_forget (address, NULL));
}

/* The oldest go, but for those that a person has touched. */
static void
test_tidy (void)
{
  enum { N = 30, MAX = 20, LEFT = MAX - MAX / 10 };
  g_autofree char *path = folder ();
  g_autoptr(GPtrArray) known = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *text = g_strdup_printf ("192.0.2.%u", i + 1);
      g_autofree char *name = g_strdup_printf ("192.0.2.%u%%3A161.profile", i + 1);
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr(TarnAddress) address = address_of (text);
      g_autoptr(TarnProfile) profile = tarn_profile_new ();
      struct timespec times[2] = { { 1000 + i, 0 }, { 1000 + i, 0 } };

      if (i == 3)
        g_assert_true (tarn_profile_pin (profile, "window", "2", NULL));
      g_assert_true (tarn_profile_save (profile, address, NULL));
      g_assert_cmpint (utimensat (AT_FDCWD, file, times, 0), ==, 0);
    }

  tarn_profile_tidy (path, N);
  known = tarn_profile_list_known (NULL);
  g_assert_cmpuint (known->len, ==, N);
  g_clear_pointer (&known, g_ptr_array_unref);

  tarn_profile_tidy (path, MAX);
  known = tarn_profile_list_known (NULL);
  g_assert_cmpuint (known->len, ==, LEFT);
  for (guint i = 0; i < known->len; i++)
    {
      g_autofree char *text = tarn_address_to_string (known->pdata[i]);
      guint number = (guint) g_ascii_strtoull (text + strlen ("192.0.2."), NULL, 10);

      g_assert_true (number == 4 || number > N - LEFT + 1);
      g_assert_true (tarn_profile_forget (known->pdata[i], NULL));
    }
}

/* A folder that cannot be made: told, with its name. */
static void
test_no_folder (void)
{
  g_autoptr(TarnAddress) address = address_of ("192.0.2.6");
  g_autoptr(TarnProfile) profile = tarn_profile_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = folder ();
  g_autofree char *parent = g_path_get_dirname (path);

  g_rmdir (path);
  g_rmdir (parent);
  g_assert_true (g_file_set_contents (parent, "", 0, NULL));
  g_assert_false (tarn_profile_save (profile, address, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpint (g_unlink (parent), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("tarn-profile-XXXXXX", NULL);
  g_autofree char *tarn = g_build_filename (state, "tarn", NULL);
  g_autofree char *profiles = g_build_filename (tarn, "profiles", NULL);
  int status;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pin_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/profile/pin/%u: %s=%s", i, pin_vectors[i].setting,
                                               i + 1 < G_N_ELEMENTS (pin_vectors)
                                               ? pin_vectors[i].value : "not UTF-8");

      g_test_add_data_func (path, &pin_vectors[i], test_pin);
    }
  g_test_add_func ("/profile/any source needs 31 bits (P-MGR-03)", test_any_needs_bits);
  g_test_add_func ("/profile/targets", test_targets);
  g_test_add_func ("/profile/names", test_names);
  g_test_add_func ("/profile/file (F-88)", test_file);
  for (guint i = 0; i < G_N_ELEMENTS (file_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/profile/foreign file/", file_vectors[i].name, NULL);

      g_test_add_data_func (path, &file_vectors[i], test_foreign_file);
    }
  g_test_add_func ("/profile/odd file", test_odd_file);
  g_test_add_func ("/profile/unknown keys", test_unknown_keys);
  g_test_add_func ("/profile/never answered", test_never_answered);
  g_test_add_func ("/profile/pins of a device", test_pins_of_a_device);
  g_test_add_func ("/profile/stated source", test_stated_source);
  g_test_add_func ("/profile/tidy", test_tidy);
  g_test_add_func ("/profile/no folder", test_no_folder);

  status = g_test_run ();
  g_rmdir (profiles);
  g_rmdir (tarn);
  g_rmdir (state);
  return status;
}
