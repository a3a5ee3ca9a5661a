/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-connect-target.h"
#include "tarn-connect-ways.h"
#include "tarn-connect.h"
#include "tarn-gui-fixture.h"

#define DEVICE "1.3.6.1.2.1.1.1.0|4|A small device\n" \
               "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.32473.1\n" \
               "1.3.6.1.2.1.1.5.0|4|edge\n"

/* Silence ends soon; a device on loopback answers within a millisecond. */
#define GUESS_US (30 * 1000)

typedef struct
{
  const char *name;
  const char *text;
  const char *address;     /* NULL: it is refused */
  const char *community;   /* NULL: none          */
  const char *oid;         /* NULL: none          */
} TargetCase;

static const TargetCase target_cases[] = {
  { "an address is one", "192.0.2.1", "192.0.2.1:161", NULL, NULL },
  { "white space is not part of it", "  switch.example:1161 \n", "switch.example:1161", NULL,
    NULL },
  { "a community may stand before it", "secret@192.0.2.1", "192.0.2.1:161", "secret", NULL },
  { "the last @ counts", "a@b@192.0.2.1", "192.0.2.1:161", "a@b", NULL },
  { "a community in hex", "0x00ff@192.0.2.1", "192.0.2.1:161", "0x00ff", NULL },
  { "a URI", "snmp://192.0.2.1", "192.0.2.1:161", NULL, NULL },
  { "the scheme in capitals", "SNMP://192.0.2.1/", "192.0.2.1:161", NULL, NULL },
  { "a URI with all of it", "snmp://pub%40lic@192.0.2.1:1161//1.3.6.1.2.1.2", "192.0.2.1:1161",
    "pub@lic", ".1.3.6.1.2.1.2" },
  { "a subtree, as RFC 4088 writes it", "snmp://host//1.3.6.1.2.1.1.*", "host:161", NULL,
    ".1.3.6.1.2.1.1" },
  { "the next one", "snmp://host//1.3.6.1.2.1.1.3+", "host:161", NULL, ".1.3.6.1.2.1.1.3" },
  { "the first of several", "snmp://host//1.3.6.1.2,1.3.6.1.4", "host:161", NULL, ".1.3.6.1.2" },
  { "an OID in the place of the context", "snmp://host/1.3.6.1.4", "host:161", NULL,
    ".1.3.6.1.4" },
  { "IPv6", "snmp://[2001:db8::1]:1161", "[2001:db8::1]:1161", NULL, NULL },
  { "IPv6 with a zone, escaped", "snmp://[fe80::1%25eth0]", "[fe80::1%eth0]:161", NULL, NULL },
  { "IPv6 with a zone, as it is", "snmp://[fe80::1%eth0]", "[fe80::1%eth0]:161", NULL, NULL },
  { "without slashes", "snmp:192.0.2.1", "192.0.2.1:161", NULL, NULL },
  { "an empty community", "snmp://@192.0.2.1", "192.0.2.1:161", "", NULL },
  { "nothing", "   ", NULL, NULL, NULL },
  { "a context needs v3", "snmp://host/bridge1/1.3.6", NULL, NULL, NULL },
  { "no host", "snmp:///1.3.6.1", NULL, NULL, NULL },
  { "half a digit", "0x0@192.0.2.1", NULL, NULL, NULL },
  { "port 0", "192.0.2.1:0", NULL, NULL, NULL },
  { "another transport", "tcp:192.0.2.1", NULL, NULL, NULL },
  { "no OID", "snmp://host//interfaces", NULL, NULL, NULL },
};

static void
test_target (gconstpointer data)
{
  const TargetCase *c = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnConnectTarget) target = tarn_connect_target_parse (c->text, &error);
  g_autofree char *address = NULL;
  g_autofree char *community = NULL;
  g_autofree char *oid = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;
  g_autoptr(TarnConnectTarget) again = NULL;

  if (c->address == NULL)
    {
      g_assert_null (target);
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      return;
    }

  g_assert_no_error (error);
  address = tarn_address_to_string (target->address);
  g_assert_cmpstr (address, ==, c->address);
  if (target->community != NULL)
    community = tarn_connect_format_community (target->community);
  g_assert_cmpstr (community, ==, c->community);
  if (target->oid != NULL)
    oid = tarn_oid_to_string (target->oid);
  g_assert_cmpstr (oid, ==, c->oid);

  text = tarn_connect_target_dup_text (target);
  again = tarn_connect_target_parse (text, &error);
  g_assert_no_error (error);
  g_assert_null (again->community);
  same = tarn_address_to_string (again->address);
  g_assert_cmpstr (same, ==, c->address);
  g_assert_cmpint (again->oid == NULL, ==, c->oid == NULL);
}

/* What a message about a slip says is shown and copied: a community is not in it. */
static void
test_target_secret (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_connect_target_parse ("hush@192.0.2.300", &error));
  g_assert_null (strstr (error->message, "hush"));
}

static void
test_community_forms (void)
{
  static const char * const forms[] = { "public", "", "grün", "0x00ff", "0x3078", NULL };

  for (guint i = 0; forms[i] != NULL; i++)
    {
      g_autoptr(GBytes) octets = tarn_community_parse (forms[i], NULL);
      g_autofree char *text = tarn_connect_format_community (octets);

      g_assert_cmpstr (text, ==, forms[i]);
    }
  g_assert_null (tarn_community_parse ("0x1", NULL));
  g_assert_null (tarn_community_parse ("0xzz", NULL));
}

/* An agent on loopback that reads @community only. */
typedef struct
{
  TarnDocument        *document;
  TarnAgent           *agent;
  char                *address;
  char                *folder;
  char                *path;       /* of the profiles */
  TarnConnectProfiles *profiles;
  TarnConnectKeyring  *keyring;
  TarnSession         *session;
  TarnConnect         *connect;
  GPtrArray           *stages;
  TarnConnected       *connected;
  GError              *error;
  gboolean             done;
} Fixture;

static void
stage_cb (TarnConnect *connect,
          GParamSpec  *pspec,
          Fixture     *f)
{
  if (tarn_connect_get_stage (connect) != NULL)
    g_ptr_array_add (f->stages, g_strdup (tarn_connect_get_stage (connect)));
}

static void
fixture_init (Fixture    *f,
              const char *community)
{
  g_autoptr(TarnAddress) any = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GBytes) octets = g_bytes_new (community, strlen (community));
  g_autoptr(GError) error = NULL;

  *f = (Fixture) { 0 };
  f->document = tarn_gui_document_new (DEVICE);
  f->agent = tarn_agent_new (tarn_document_get_store (f->document));
  tarn_agent_set_read_community (f->agent, octets);
  g_assert_true (tarn_agent_listen (f->agent, any, &error));
  g_assert_no_error (error);
  f->address = tarn_address_to_string (tarn_agent_get_addresses (f->agent)->pdata[0]);
  f->folder = g_dir_make_tmp ("tarn-connect-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "devices", NULL);
  f->profiles = tarn_connect_profiles_new (f->path);
  f->keyring = tarn_connect_keyring_new (FALSE);
  f->session = tarn_session_new ();
  f->connect = tarn_connect_new (f->session, f->profiles, f->keyring);
  tarn_connect_set_guess_timeout_us (f->connect, GUESS_US);
  f->stages = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (f->connect, "notify::stage", G_CALLBACK (stage_cb), f);
}

static void
fixture_forget (Fixture *f)
{
  g_clear_pointer (&f->connected, tarn_connected_free);
  g_clear_error (&f->error);
  g_ptr_array_set_size (f->stages, 0);
  f->done = FALSE;
}

static void
fixture_clear (Fixture *f)
{
  fixture_forget (f);
  g_ptr_array_unref (f->stages);
  g_assert_finalize_object (f->connect);
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->keyring);
  g_assert_finalize_object (f->profiles);
  g_assert_finalize_object (f->agent);
  tarn_gui_document_free (f->document);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->address);
  g_free (f->folder);
  g_free (f->path);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Fixture *f = user_data;

  f->connected = tarn_connect_run_finish (TARN_CONNECT (source), result, &f->error);
  f->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->done;
}

static void
run (Fixture                *f,
     const char             *text,
     const TarnConnectLogin *login)
{
  fixture_forget (f);
  tarn_connect_run_async (f->connect, text, login, NULL, connected_cb, f);
  g_assert_false (f->done);
  tarn_gui_wait (is_done, f);
  g_assert_true ((f->connected == NULL) == (f->error != NULL));
  g_assert_null (tarn_connect_get_stage (f->connect));
}

/* The community of most devices: one question, and the device says what it is. */
static void
test_public (void)
{
  Fixture f;
  g_autofree char *id = NULL;

  fixture_init (&f, "public");
  run (&f, f.address, NULL);
  g_assert_no_error (f.error);
  g_assert_cmpstr (f.connected->name, ==, "edge");
  g_assert_cmpstr (f.connected->description, ==, "A small device");
  id = tarn_oid_to_string (f.connected->object_id);
  g_assert_cmpstr (id, ==, ".1.3.6.1.4.1.32473.1");
  g_assert_null (f.connected->note);
  g_assert_null (f.connected->profile);
  g_assert_cmpuint (f.stages->len, ==, 1);
  g_assert_nonnull (strstr (f.stages->pdata[0], f.address));
  /* From now on it is waited for as for any other. */
  g_assert_cmpint (tarn_device_get_timeout_us (f.connected->device), ==, G_USEC_PER_SEC);
  g_assert_cmpuint (tarn_device_get_retries (f.connected->device), ==, 3);
  fixture_clear (&f);
}

/* A community in a URI is used, and never told. */
static void
test_uri (void)
{
  Fixture f;
  g_autofree char *uri = NULL;

  fixture_init (&f, "hush");
  uri = g_strdup_printf ("snmp://hush@%s//1.3.6.1.2.1.1", f.address);
  run (&f, uri, NULL);
  g_assert_no_error (f.error);
  g_assert_nonnull (f.connected->oid);
  for (guint i = 0; i < f.stages->len; i++)
    g_assert_null (strstr (f.stages->pdata[i], "hush"));
  fixture_clear (&f);
}

/* Silence: v2c and v1 were tried, and it is said so; another login may help. */
static void
test_silent (void)
{
  Fixture f;
  TarnConnectLogin login = { TARN_VERSION_2C, NULL, GUESS_US, 0, NULL };

  fixture_init (&f, "hush");
  run (&f, f.address, NULL);
  g_assert_error (f.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (f.stages->len, ==, 2);
  g_assert_nonnull (strstr (f.error->message, "SNMPv2c"));
  g_assert_nonnull (strstr (f.error->message, "SNMPv1"));

  login.community = g_bytes_new_static ("wrong", 5);
  run (&f, f.address, &login);
  g_assert_error (f.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_null (strstr (f.error->message, "wrong;"));
  g_assert_null (strstr (f.error->message, "“wrong”"));
  g_assert_cmpuint (f.stages->len, ==, 1);
  g_bytes_unref (login.community);
  fixture_clear (&f);
}

/* A login that held is asked for once: a profile keeps it, the community is not in its
 * file, and what had no keyring to go to is said to be known until the end only. */
static void
test_remembered (void)
{
  Fixture f;
  TarnConnectLogin login = { TARN_VERSION_1, NULL, 2 * G_USEC_PER_SEC, 1, (char *) "core" };
  g_autofree char *file = NULL;
  g_autoptr(TarnConnectProfiles) again = NULL;
  g_autoptr(TarnConnectProfile) profile = NULL;
  g_autoptr(TarnAddress) address = NULL;

  fixture_init (&f, "hush");
  login.community = g_bytes_new_static ("hush", 4);
  run (&f, f.address, &login);
  g_assert_no_error (f.error);
  g_assert_cmpstr (f.connected->profile, ==, "core");
  g_assert_nonnull (f.connected->note);

  run (&f, f.address, NULL);
  g_assert_no_error (f.error);
  g_assert_cmpstr (f.connected->profile, ==, "core");
  g_assert_cmpint (tarn_device_get_version (f.connected->device), ==, TARN_VERSION_1);
  g_assert_cmpint (tarn_device_get_timeout_us (f.connected->device), ==, 2 * G_USEC_PER_SEC);
  g_assert_cmpuint (tarn_device_get_retries (f.connected->device), ==, 1);
  g_assert_nonnull (strstr (f.stages->pdata[f.stages->len - 1], "core"));

  g_assert_true (g_file_get_contents (f.path, &file, NULL, NULL));
  g_assert_null (strstr (file, "hush"));
  again = tarn_connect_profiles_new (f.path);
  address = tarn_address_new (f.address, 161, NULL);
  profile = tarn_connect_profiles_find_device (again, address);
  g_assert_cmpstr (profile->name, ==, "core");
  g_bytes_unref (login.community);
  fixture_clear (&f);
}

static void
test_cancelled (void)
{
  Fixture f;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  fixture_init (&f, "hush");
  tarn_connect_run_async (f.connect, f.address, NULL, cancellable, connected_cb, &f);
  g_cancellable_cancel (cancellable);
  tarn_gui_wait (is_done, &f);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_clear (&f);
}

/* A closed port is known at once, without a word about communities. */
static void
test_refused (void)
{
  Fixture f;

  fixture_init (&f, "public");
  tarn_agent_stop (f.agent);
  run (&f, f.address, NULL);
  g_assert_error (f.error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
  g_assert_cmpuint (f.stages->len, ==, 1);
  run (&f, "192.0.2.300", NULL);
  g_assert_error (f.error, TARN_ERROR, TARN_ERROR_INVALID);
  fixture_clear (&f);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;

  g_assert_false (tarn_connect_keyring_store_finish (TARN_CONNECT_KEYRING (source), result,
                                                     &f->error));
  f->done = TRUE;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Fixture *f = user_data;
  g_autoptr(GBytes) community = NULL;

  community = tarn_connect_keyring_lookup_finish (TARN_CONNECT_KEYRING (source), result,
                                                  &f->error);
  g_assert_no_error (f->error);
  g_assert_true (tarn_connect_is_public (community));
  f->done = TRUE;
}

/* No keyring answers: the community is known until the end, and that is said. */
static void
test_no_keyring (void)
{
  Fixture f = { 0 };
  TarnConnectKeyring *keyring = tarn_connect_keyring_new (TRUE);
  g_autoptr(GBytes) public = g_bytes_new_static ("public", 6);

  tarn_connect_keyring_store_async (keyring, "core", public, NULL, stored_cb, &f);
  tarn_gui_wait (is_done, &f);
  g_assert_nonnull (f.error);
  g_assert_nonnull (strstr (f.error->message, "until Tarn"));
  g_clear_error (&f.error);

  f.done = FALSE;
  tarn_connect_keyring_lookup_async (keyring, "core", NULL, looked_up_cb, &f);
  tarn_gui_wait (is_done, &f);
  g_assert_finalize_object (keyring);
}

/* What a person wrote into the file counts; what makes no sense is as if it were not
 * there; what is no key file at all is left alone. */
static void
test_profiles (void)
{
  Fixture f;
  g_autoptr(TarnConnectProfiles) profiles = NULL;
  g_autoptr(TarnConnectProfiles) broken = NULL;
  g_autoptr(TarnConnectProfile) odd = NULL;
  g_autoptr(TarnConnectProfile) moved = NULL;
  g_autoptr(TarnConnectProfile) left = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;

  fixture_init (&f, "public");
  g_assert_true (g_file_set_contents (f.path, "[odd]\nversion=7\ntimeout-ms=-4\nretries=many\n"
                                              "devices=a:161;b:161;\n", -1, NULL));
  profiles = tarn_connect_profiles_new (f.path);
  odd = tarn_connect_profiles_find (profiles, "odd");
  g_assert_cmpint (odd->version, ==, TARN_VERSION_2C);
  g_assert_cmpint (odd->timeout_us, ==, G_USEC_PER_SEC);
  g_assert_cmpuint (odd->retries, ==, 3);
  g_assert_null (tarn_connect_profiles_find (profiles, "even"));

  moved = tarn_connect_profile_new ("new");
  g_strfreev (moved->devices);
  moved->devices = g_strsplit ("b:161", " ", -1);
  g_assert_true (tarn_connect_profiles_save (profiles, moved, &error));
  left = tarn_connect_profiles_find (profiles, "odd");
  g_assert_cmpuint (g_strv_length (left->devices), ==, 1);
  g_free (moved->name);
  moved->name = g_strdup ("a]b");
  g_assert_false (tarn_connect_profiles_save (profiles, moved, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (f.path, "not a key file", -1, NULL));
  broken = tarn_connect_profiles_new (f.path);
  g_assert_false (tarn_connect_profiles_save (broken, odd, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_true (g_file_get_contents (f.path, &file, NULL, NULL));
  g_assert_cmpstr (file, ==, "not a key file");
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Whoever runs this may have a keyring. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (target_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/connect/target/%s", target_cases[i].name);

      g_test_add_data_func (path, &target_cases[i], test_target);
    }
  g_test_add_func ("/connect/a message about a slip tells no community", test_target_secret);
  g_test_add_func ("/connect/communities as text and back", test_community_forms);
  g_test_add_func ("/connect/the usual device is asked once", test_public);
  g_test_add_func ("/connect/a URI with a community", test_uri);
  g_test_add_func ("/connect/silence tells what was tried", test_silent);
  g_test_add_func ("/connect/a login is asked for once", test_remembered);
  g_test_add_func ("/connect/can be stopped", test_cancelled);
  g_test_add_func ("/connect/a closed port is no matter of logins", test_refused);
  g_test_add_func ("/connect/no keyring", test_no_keyring);
  g_test_add_func ("/connect/the file of profiles", test_profiles);

  return g_test_run ();
}
