/* test-agent-group.c
 *
 * Many agents: who is meant by what, stores that are opened when somebody asks and closed
 * again, and that one device does not keep the others waiting.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-group.h"

#include "base/tarn-error.h"
#include "tarn-agent-test.h"
#include "tarn-faulty-store.h"
#include "tarn-test-manager.h"

#define GET_NAME "1.3.6.1.2.1.1.5.0=05:"

/* A device whose store can be opened as often as somebody asks. */
typedef struct
{
  char      *name;
  TarnStore *store;      /* NULL: it cannot be opened */
  GError    *failure;    /* why                       */
  guint      n_opened;
  guint      n_closed;
  guint      n_notes;
} Device;

typedef struct
{
  TarnAgentGroup  *group;
  GPtrArray       *devices;   /* of Device */
  TarnTestManager  manager;
} Fixture;

static void
device_free (gpointer data)
{
  Device *self = data;

  g_free (self->name);
  g_clear_object (&self->store);
  g_clear_error (&self->failure);
  g_free (self);
}

static TarnStore *
open_cb (gpointer   data,
         GError   **error)
{
  Device *self = data;

  self->n_opened++;
  if (self->failure == NULL)
    return g_object_ref (self->store);

  g_propagate_error (error, g_error_copy (self->failure));
  return NULL;
}

static void
closed_cb (TarnAgent *agent,
           TarnStore *store,
           gpointer   data)
{
  Device *self = data;

  g_assert_true (store == self->store);
  self->n_closed++;
}

static void
note_cb (TarnAgent  *agent,
         const char *text,
         gpointer    data)
{
  ((Device *) data)->n_notes++;
}

/* The value of sysName, which is what tells one device from another: the name in hex. */
static char *
name_row (const char *name)
{
  g_autoptr(GString) row = g_string_new ("1.3.6.1.2.1.1.5.0=04:");

  for (const char *c = name; *c != '\0'; c++)
    g_string_append_printf (row, "%02x", (guint8) *c);
  return g_string_free (g_steal_pointer (&row), FALSE);
}

static Device *
add_device (Fixture    *self,
            const char *name,
            const char *community)
{
  Device *device = g_new0 (Device, 1);
  g_autoptr(GBytes) octets = g_bytes_new (community, strlen (community));
  g_autofree char *row = name_row (name);
  g_autoptr(TarnAgent) agent = NULL;
  g_autoptr(GError) error = NULL;

  device->name = g_strdup (name);
  device->store = tarn_agent_test_store (row);
  g_ptr_array_add (self->devices, device);

  agent = tarn_agent_new_lazy (open_cb, device, NULL);
  g_signal_connect (agent, "store-closed", G_CALLBACK (closed_cb), device);
  g_signal_connect (agent, "note", G_CALLBACK (note_cb), device);
  tarn_agent_set_read_community (agent, octets);
  g_assert_true (tarn_agent_group_add (self->group, name, agent, &error));
  g_assert_no_error (error);
  return device;
}

/* Each by its own community, which is its name. */
static Device *
add_called (Fixture    *self,
            const char *name)
{
  g_autoptr(GBytes) octets = g_bytes_new (name, strlen (name));
  Device *device = add_device (self, name, name);

  g_assert_true (tarn_agent_group_add_community (self->group, name, octets, NULL));
  return device;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->group = tarn_agent_group_new ();
  self->devices = g_ptr_array_new_with_free_func (device_free);
  tarn_test_manager_init (&self->manager, "127.0.0.1");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  tarn_test_manager_clear (&self->manager);
  g_assert_finalize_object (self->group);
  g_ptr_array_unref (self->devices);
}

static void
listen_somewhere (Fixture *self)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1:0", TARN_PORT_AGENT, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_agent_group_listen (self->group, address, &error));
  g_assert_no_error (error);
}

static void
send_request (Fixture    *self,
              const char *community)
{
  GPtrArray *addresses = tarn_agent_group_get_addresses (self->group);
  g_autoptr(GBytes) get = tarn_agent_test_request (TARN_VERSION_2C, community, TARN_PDU_GET, 0, 0,
                                                   GET_NAME);

  tarn_test_manager_send (&self->manager, "127.0.0.1",
                          tarn_address_get_port (addresses->pdata[0]), get);
}

static char *
ask (Fixture    *self,
     const char *community,
     guint       timeout_ms)
{
  send_request (self, community);
  return tarn_test_manager_receive (&self->manager, timeout_ms);
}

static void
assert_answers (Fixture    *self,
                const char *community,
                const char *name)
{
  g_autofree char *reply = ask (self, community, 5000);
  g_autofree char *row = name_row (name);
  g_autofree char *expected = g_strdup_printf ("0 0 %s", row);

  g_assert_cmpstr (reply, ==, expected);
}

static void
assert_silent (Fixture    *self,
               const char *community)
{
  g_autofree char *reply = ask (self, community, 20);

  g_assert_cmpstr (reply, ==, "silence");
}

/* A community chooses the device; what is nobody's is refused in silence. */
static void
test_communities (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(TarnAgentStatus) status = NULL;
  TarnAgentPeer *peer;

  add_called (self, "core");
  add_called (self, "edge");
  tarn_agent_group_set_watched (self->group, TRUE);
  listen_somewhere (self);

  assert_answers (self, "core", "core");
  assert_answers (self, "edge", "edge");
  assert_silent (self, "cor");
  assert_silent (self, "core ");
  assert_silent (self, "");
  assert_silent (self, "public@core");   /* off unless set */

  status = tarn_agent_group_dup_status (self->group);
  g_assert_cmpuint (status->n_requests, ==, 6);
  g_assert_cmpuint (status->n_answers, ==, 2);
  g_assert_cmpuint (status->n_refused, ==, 4);
  peer = status->peers->pdata[0];
  g_assert_cmpstr (peer->address, ==, "127.0.0.1");
}

typedef struct
{
  const char *name;        /* of the case */
  const char *community;
  const char *answers;     /* NULL: silence */
} AtName;

static const AtName at_names[] = {
  { "the name chooses, what stands before is checked", "public@core", "core" },
  { "another name, another device", "public@edge", "edge" },
  { "what stands before is wrong", "private@core", NULL },
  { "nothing stands before", "@core", NULL },
  { "nothing stands behind", "public@", NULL },
  { "nobody is called so", "public@rim", NULL },
  { "no name at all", "public", NULL },
  { "the last @ counts: a community may have one", "pub@lic@at", "at" },
  { "a name with an @ is not found", "public@a@b", NULL },
};

static void
test_at_name (Fixture       *self,
              gconstpointer  data)
{
  const AtName *v = data;

  add_device (self, "core", "public");
  add_device (self, "edge", "public");
  add_device (self, "at", "pub@lic");
  tarn_agent_group_set_at_names (self->group, TRUE);
  listen_somewhere (self);

  if (v->answers != NULL)
    assert_answers (self, v->community, v->answers);
  else
    assert_silent (self, v->community);
}

/* What is no request with a community is refused, whatever it is. */
static void
test_garbage (Fixture       *self,
              gconstpointer  data)
{
  GPtrArray *addresses;
  g_autoptr(GBytes) get = tarn_agent_test_request (TARN_VERSION_2C, "core", TARN_PDU_GET, 0, 0,
                                                   GET_NAME);
  TarnSpan octets = tarn_test_span (get);

  add_called (self, "core");
  listen_somewhere (self);
  addresses = tarn_agent_group_get_addresses (self->group);
  for (gsize cut = 0; cut < octets.len; cut++)
    {
      g_autoptr(GBytes) prefix = g_bytes_new (octets.data, cut);

      tarn_test_manager_send (&self->manager, "127.0.0.1",
                              tarn_address_get_port (addresses->pdata[0]), prefix);
    }

  assert_answers (self, "core", "core");
}

static void
test_mistakes (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GBytes) core = g_bytes_new_static ("core", 4);
  g_autoptr(GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnAgent) agent = tarn_agent_new (store);
  g_autoptr(GError) error = NULL;

  add_called (self, "core");
  add_called (self, "edge");

  g_assert_false (tarn_agent_group_add (self->group, "core", agent, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "core"));
  g_clear_error (&error);

  g_assert_false (tarn_agent_group_add (self->group, "", agent, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (tarn_agent_group_add_community (self->group, "edge", core, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "edge"));
  g_clear_error (&error);

  g_assert_false (tarn_agent_group_add_community (self->group, "edge", none, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (tarn_agent_group_add_community (self->group, "rim", core, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);

  g_assert_true (tarn_agent_group_add_community (self->group, "core", core, NULL));
  g_assert_false (tarn_agent_group_remove (self->group, "rim"));
}

/* Nothing is opened before somebody asks; then no more than so many at once, and the one that
 * was not asked for longest goes. */
static void
test_open_and_close (Fixture       *self,
                     gconstpointer  data)
{
  Device *a = add_called (self, "a");
  Device *b = add_called (self, "b");
  Device *c = add_called (self, "c");

  tarn_agent_group_set_max_open (self->group, 2);
  listen_somewhere (self);
  g_assert_cmpuint (tarn_agent_group_get_n_open (self->group), ==, 0);
  g_assert_cmpuint (a->n_opened + b->n_opened + c->n_opened, ==, 0);

  assert_answers (self, "a", "a");
  assert_answers (self, "b", "b");
  assert_answers (self, "a", "a");
  g_assert_cmpuint (a->n_opened, ==, 1);
  g_assert_cmpuint (tarn_agent_group_get_n_open (self->group), ==, 2);

  assert_answers (self, "c", "c");
  g_assert_cmpuint (tarn_agent_group_get_n_open (self->group), ==, 2);
  g_assert_cmpuint (a->n_closed, ==, 0);
  g_assert_cmpuint (b->n_closed, ==, 1);

  /* What was closed is opened again, and its counters have stayed. */
  assert_answers (self, "b", "b");
  g_assert_cmpuint (b->n_opened, ==, 2);
  g_assert_cmpuint (tarn_agent_get_counter (tarn_agent_group_get_agent (self->group, "b"), 1),
                    ==, 2);
}

/* More devices than may be open, asked all at once: one batch opens and closes as it goes. */
static void
test_thrash (Fixture       *self,
             gconstpointer  data)
{
  tarn_agent_group_set_max_open (self->group, 3);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("device%u", i);

      add_called (self, name);
    }
  listen_somewhere (self);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 40; i++)
      send_request (self, ((Device *) self->devices->pdata[i])->name);
  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *reply = tarn_test_manager_receive (&self->manager, 5000);
      g_autofree char *row = name_row (((Device *) self->devices->pdata[i % 40])->name);
      g_autofree char *expected = g_strdup_printf ("0 0 %s", row);

      g_assert_cmpstr (reply, ==, expected);
    }
  g_assert_cmpuint (tarn_agent_group_get_n_open (self->group), ==, 3);
}

/* A store that cannot be opened is told once, and its device is silent; the others answer. */
static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  Device *broken = add_called (self, "broken");

  add_called (self, "sound");
  broken->failure = g_error_new (TARN_ERROR, TARN_ERROR_STORE_DAMAGED, "damaged, says the test");
  listen_somewhere (self);

  for (guint i = 0; i < 3; i++)
    {
      assert_silent (self, "broken");
      assert_answers (self, "sound", "sound");
    }
  g_assert_cmpuint (broken->n_notes, ==, 1);
  g_assert_cmpuint (broken->n_opened, ==, 1);   /* not for each request */
}

/* A device whose store is busy waits, in order; requests to the others go past it. */
static void
test_busy (Fixture       *self,
           gconstpointer  data)
{
  Device *busy = add_called (self, "busy");
  g_autofree char *busy_row = name_row ("busy");
  g_autofree char *free_row = name_row ("free");
  g_autoptr(TarnStore) real = g_steal_pointer (&busy->store);
  guint n_free = 0, n_busy = 0;

  busy->store = tarn_faulty_store_new (real);
  tarn_faulty_store_set_busy (TARN_FAULTY_STORE (busy->store), 3, 0);
  add_called (self, "free");
  listen_somewhere (self);

  for (guint i = 0; i < 20; i++)
    send_request (self, i % 2 == 0 ? "busy" : "free");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *reply = tarn_test_manager_receive (&self->manager, 5000);

      if (strstr (reply, free_row) != NULL)
        n_free++;
      else if (strstr (reply, busy_row) != NULL)
        n_busy++;
      if (n_free == 10 && n_busy == 0)
        g_test_message ("all of the free one came first");
      g_assert_true (n_busy == 0 || n_free == 10);
    }
  g_assert_cmpuint (n_busy, ==, 10);
}

/* Who is taken out is not found any more; who is left is where he was. */
static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) places = NULL;
  TarnAgentPlace *place;

  add_called (self, "core");
  add_called (self, "edge");
  tarn_agent_group_set_at_names (self->group, TRUE);
  listen_somewhere (self);
  assert_answers (self, "core", "core");
  assert_answers (self, "core@core", "core");

  g_assert_true (tarn_agent_group_remove (self->group, "core"));
  g_assert_null (tarn_agent_group_get_agent (self->group, "core"));
  assert_silent (self, "core");
  assert_silent (self, "core@core");
  assert_answers (self, "edge", "edge");

  places = tarn_agent_group_dup_places (self->group);
  g_assert_cmpuint (places->len, ==, 1);
  place = places->pdata[0];
  g_assert_cmpstr (place->name, ==, "edge");
  g_assert_cmpuint (place->addresses->len, ==, 1);
  g_assert_cmpuint (place->communities->len, ==, 1);
  g_assert_cmpuint (place->n_requests, ==, 1);
  g_assert_true (place->is_open);
}

/* A reply that waits because of a fault goes with the device that it is of. */
static void
test_remove_with_faults (Fixture       *self,
                         gconstpointer  data)
{
  add_called (self, "late");
  add_called (self, "edge");
  g_assert_true (tarn_agent_add_fault (tarn_agent_group_get_agent (self->group, "late"),
                                       "delay=60s", NULL));
  listen_somewhere (self);
  send_request (self, "late");
  assert_answers (self, "edge", "edge");   /* behind it in the queue: it was worked on */

  g_assert_true (tarn_agent_group_remove (self->group, "late"));
  assert_answers (self, "edge", "edge");
}

/* An agent that listens by itself has a place of its own. */
static void
test_own_place (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.2:0", TARN_PORT_AGENT, NULL);
  g_autoptr(GPtrArray) places = NULL;
  g_autofree char *reply = NULL;
  g_autoptr(GBytes) get = NULL;
  TarnAgentPlace *place;
  TarnAgent *agent;

  add_device (self, "core", "public");
  agent = tarn_agent_group_get_agent (self->group, "core");
  g_assert_true (tarn_agent_listen (agent, address, NULL));

  places = tarn_agent_group_dup_places (self->group);
  place = places->pdata[0];
  g_assert_cmpuint (place->communities->len, ==, 0);
  g_assert_cmpuint (place->addresses->len, ==, 1);
  g_assert_cmpstr (tarn_address_get_host (place->addresses->pdata[0]), ==, "127.0.0.2");

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_NAME);
  tarn_test_manager_send (&self->manager, "127.0.0.2",
                          tarn_address_get_port (place->addresses->pdata[0]), get);
  reply = tarn_test_manager_receive (&self->manager, 5000);
  g_assert_nonnull (strstr (reply, "0 0 "));

  tarn_agent_group_stop (self->group);
  g_assert_cmpuint (tarn_agent_get_addresses (agent)->len, ==, 0);
}

static void
test_places_are_boxed (void)
{
  g_autoptr(TarnAgentPlace) copy = NULL;
  TarnAgentPlace place = {
    .name = "core",
    .addresses = g_ptr_array_new (),
    .communities = g_ptr_array_new (),
    .n_requests = 7,
  };

  copy = tarn_agent_place_copy (&place);
  g_ptr_array_unref (place.addresses);
  g_ptr_array_unref (place.communities);
  g_assert_cmpstr (copy->name, ==, "core");
  g_assert_cmpuint (copy->n_requests, ==, 7);
  g_assert_cmpuint (copy->addresses->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*run) (Fixture *, gconstpointer); } tests[] = {
    { "communities", test_communities },
    { "garbage", test_garbage },
    { "mistakes", test_mistakes },
    { "open-and-close", test_open_and_close },
    { "thrash", test_thrash },
    { "damaged", test_damaged },
    { "busy", test_busy },
    { "remove", test_remove },
    { "remove-with-faults", test_remove_with_faults },
    { "own-place", test_own_place },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/agent-group/%s", tests[i].name);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (at_names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/agent-group/at-name/%s", at_names[i].name);

      g_test_add (path, Fixture, &at_names[i], set_up, test_at_name, tear_down);
    }
  g_test_add_func ("/agent-group/places-are-boxed", test_places_are_boxed);

  return g_test_run ();
}
