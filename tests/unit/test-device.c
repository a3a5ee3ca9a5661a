/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-device.h"

static TarnDevice *
new_device (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnAddress) address = tarn_address_new ("192.0.2.1", TARN_PORT_AGENT, &error);

  g_assert_no_error (error);
  return tarn_device_new (address);
}

static void
test_defaults (void)
{
  TarnDevice *device = new_device ();
  g_autofree char *text = tarn_address_to_string (tarn_device_get_address (device));
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);

  g_assert_cmpstr (text, ==, "192.0.2.1:161");
  g_assert_cmpint (tarn_device_get_version (device), ==, TARN_VERSION_2C);
  g_assert_true (g_bytes_equal (tarn_device_get_community (device), community));
  g_assert_cmpint (tarn_device_get_timeout_us (device), ==, G_USEC_PER_SEC);
  g_assert_cmpuint (tarn_device_get_retries (device), ==, 3);
  g_assert_cmpint (tarn_device_get_source (device), ==, TARN_SOURCE_ADDRESS);
  g_assert_cmpuint (tarn_device_get_max_window (device), ==, 0);
  g_assert_cmpuint (tarn_device_get_id_bits (device), ==, 31);
  g_assert_finalize_object (device);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

/* As bindings see it: by property, told once for each change. */
static void
test_properties (void)
{
  TarnDevice *device = new_device ();
  g_autoptr(GBytes) community = g_bytes_new_static ("a\0b", 3);
  g_autoptr(GBytes) got_community = NULL;
  g_autoptr(TarnAddress) address = NULL;
  int version;
  gint64 timeout_us;
  guint retries;
  TarnSource source;
  guint n_notified = 0;

  g_signal_connect (device, "notify", G_CALLBACK (count_cb), &n_notified);
  for (guint i = 0; i < 2; i++)
    {
      g_object_set (device, "version", TARN_VERSION_1, "community", community,
                    "timeout-us", (gint64) 250000, "retries", 0, "source", TARN_SOURCE_ANY,
                    "max-window", 7, "id-bits", 16, NULL);
      g_assert_cmpuint (n_notified, ==, 7);
    }

  g_object_get (device, "version", &version, "community", &got_community, "timeout-us", &timeout_us,
                "retries", &retries, "source", &source, "address", &address, NULL);
  g_assert_cmpint (version, ==, TARN_VERSION_1);
  g_assert_true (g_bytes_equal (got_community, community));
  g_assert_cmpint (timeout_us, ==, 250000);
  g_assert_cmpuint (retries, ==, 0);
  g_assert_cmpint (source, ==, TARN_SOURCE_ANY);
  g_assert_true (address == tarn_device_get_address (device));
  g_assert_finalize_object (device);
}

typedef struct
{
  const char *name;
  void      (*set) (TarnDevice *device);
} Misuse;

static void
set_version (TarnDevice *device)
{
  tarn_device_set_version (device, (TarnVersion) 3);
}

static void
set_community (TarnDevice *device)
{
  tarn_device_set_community (device, NULL);
}

static void
set_no_timeout (TarnDevice *device)
{
  tarn_device_set_timeout_us (device, 0);
}

static void
set_long_timeout (TarnDevice *device)
{
  tarn_device_set_timeout_us (device, 3601 * (gint64) G_USEC_PER_SEC);
}

static void
set_retries (TarnDevice *device)
{
  tarn_device_set_retries (device, 101);
}

static void
set_source (TarnDevice *device)
{
  tarn_device_set_source (device, (TarnSource) 3);
}

static void
set_max_window (TarnDevice *device)
{
  tarn_device_set_max_window (device, 1001);
}

static void
set_id_bits (TarnDevice *device)
{
  tarn_device_set_id_bits (device, 24);
}

static void
set_profile (TarnDevice *device)
{
  tarn_device_set_profile (device, &(TarnProfile) { .source = 9 });
}

static const Misuse misuses[] = {
  { "a version that is not ours", set_version },
  { "no community", set_community },
  { "no time", set_no_timeout },
  { "more than an hour", set_long_timeout },
  { "more than a hundred retries", set_retries },
  { "no such policy", set_source },
  { "more at once than any buffer holds", set_max_window },
  { "ids of 24 bits", set_id_bits },
  { "a profile with no such policy", set_profile },
};

/* A caller's mistake is told and changes nothing. */
static void
test_misuse (gconstpointer data)
{
  const Misuse *v = data;
  TarnDevice *device = new_device ();
  guint n_notified = 0;

  g_signal_connect (device, "notify", G_CALLBACK (count_cb), &n_notified);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  v->set (device);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (n_notified, ==, 0);
  g_assert_finalize_object (device);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/device/defaults", test_defaults);
  g_test_add_func ("/device/properties", test_properties);
  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *path = g_strconcat ("/device/misuse/", misuses[i].name, NULL);

      g_test_add_data_func (path, &misuses[i], test_misuse);
    }

  return g_test_run ();
}
