/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-change-list.h"
#include "tarn-gui-fixture.h"

#define NAME     "1.3.6.1.2.1.1.5.0"
#define LOCATION "1.3.6.1.2.1.1.6.0"
#define SERVICES "1.3.6.1.2.1.1.7.0"
#define ABSENT   "1.3.6.1.2.1.1.7.1"

static const char device[] = NAME "|4|one\n" LOCATION "|4|here\n" SERVICES "|2|72\n";

static TarnStore *
make_store (const char *snmprec)
{
  g_autoptr(GInputStream) stream =
    g_memory_input_stream_new_from_data (snmprec, (gssize) strlen (snmprec), NULL);
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnImportReport) report = NULL;
  TarnStore *store = TARN_STORE (tarn_memory_store_new ());
  g_autoptr(GError) error = NULL;

  tarn_importer_set_format (importer, TARN_IMPORT_SNMPREC);
  report = tarn_importer_run (importer, stream, store, NULL, &error);
  g_assert_no_error (error);
  return store;
}

static TarnValue *
text_value (const char *text)
{
  return tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) text, strlen (text));
}

/* "one", "72", "-": what stands at @oid. */
static char *
look (TarnStore  *store,
      const char *oid)
{
  g_autoptr(TarnOid) name = tarn_oid_new (oid, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_store_get (store, name, &error);
  const guint8 *octets;
  gint64 number;
  gsize n;

  g_assert_no_error (error);
  if (value == NULL)
    return g_strdup ("-");
  if (tarn_value_get_integer (value, &number))
    return g_strdup_printf ("%d", (int) number);
  octets = tarn_value_get_octets (value, &n);
  return g_strndup ((const char *) octets, n);
}

static void
assert_value (TarnStore  *store,
              const char *oid,
              const char *expected)
{
  g_autofree char *text = look (store, oid);

  g_assert_cmpstr (text, ==, expected);
}

/* From what @store has to @text; NULL: nothing. */
static TarnChange *
edit (TarnChangeList *list,
      TarnStore      *store,
      const char     *oid,
      const char     *text)
{
  g_autoptr(TarnOid) name = tarn_oid_new (oid, NULL);
  g_autoptr(TarnValue) before = tarn_store_get (store, name, NULL);
  g_autoptr(TarnValue) after = text != NULL ? text_value (text) : NULL;

  return tarn_change_list_add (list, name, before, after);
}

/* "5.0:one>two 6.0:here>-": the list, by the last two arcs. */
static void
assert_list (TarnChangeList *list,
             const char     *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(TarnChange) change = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *oid = tarn_oid_to_string (tarn_change_get_oid (change));
      TarnValue *values[] = { tarn_change_get_before (change), tarn_change_get_after (change) };

      g_string_append_printf (text, "%s%s:", i > 0 ? " " : "", oid + strlen (oid) - 3);
      for (guint k = 0; k < 2; k++)
        {
          gsize n = 0;
          const guint8 *octets = values[k] != NULL ? tarn_value_get_octets (values[k], &n) : NULL;

          if (octets == NULL)
            g_string_append_c (text, '-');
          else
            g_string_append_len (text, (const char *) octets, (gssize) n);
          g_string_append (text, k == 0 ? ">" : "");
        }
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      kept)
{
  *(GAsyncResult **) kept = g_object_ref (result);
}

static gboolean
has_result (gpointer kept)
{
  return *(GAsyncResult **) kept != NULL;
}

static void
write_all (TarnChangeList *list)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tarn_change_list_write_async (list, NULL, NULL, keep_cb, &result);
  tarn_gui_wait (has_result, &result);
  g_assert_true (tarn_change_list_write_finish (list, result, &error));
  g_assert_no_error (error);
}

static gboolean
move (TarnChangeList *list,
      gboolean        redo,
      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  if (redo)
    tarn_change_list_redo_async (list, keep_cb, &result);
  else
    tarn_change_list_undo_async (list, keep_cb, &result);
  tarn_gui_wait (has_result, &result);
  return tarn_change_list_undo_finish (list, result, error);
}

static void
test_gather (void)
{
  TarnStore *store = make_store (device);
  TarnChangeList *list = tarn_change_list_new (store);

  g_assert_false (tarn_change_list_can_undo (list));
  edit (list, store, NAME, "two");
  edit (list, store, LOCATION, "there");
  assert_list (list, "5.0:one>two 6.0:here>there");
  edit (list, store, NAME, "three");
  assert_list (list, "5.0:one>three 6.0:here>there");
  g_assert_null (edit (list, store, NAME, "one"));
  assert_list (list, "6.0:here>there");
  g_assert_null (edit (list, store, NAME, "one"));
  edit (list, store, LOCATION, NULL);
  assert_list (list, "6.0:here>-");
  tarn_change_list_clear (list);
  assert_list (list, "");

  g_assert_true (move (list, FALSE, NULL));
  assert_list (list, "6.0:here>-");
  for (guint i = 0; i < 2; i++)
    g_assert_true (move (list, FALSE, NULL));
  assert_list (list, "5.0:one>three 6.0:here>there");
  g_assert_true (move (list, TRUE, NULL));
  assert_list (list, "6.0:here>there");
  g_assert_true (tarn_change_list_can_redo (list));
  edit (list, store, ABSENT, "new");
  assert_list (list, "6.0:here>there 7.1:->new");
  g_assert_false (tarn_change_list_can_redo (list));
  assert_value (store, LOCATION, "here");

  g_assert_finalize_object (list);
  g_assert_finalize_object (store);
}

static void
log_cb (GListModel *model,
        guint       position,
        guint       removed,
        guint       added,
        GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

/* No more is emitted than what differs: rows keep their focus. */
static void
test_emissions (void)
{
  TarnStore *store = make_store (device);
  TarnChangeList *list = tarn_change_list_new (store);
  g_autoptr(GString) log = g_string_new (NULL);

  g_signal_connect (list, "items-changed", G_CALLBACK (log_cb), log);
  edit (list, store, NAME, "two");
  edit (list, store, LOCATION, "there");
  edit (list, store, ABSENT, "new");
  edit (list, store, LOCATION, "elsewhere");
  tarn_change_list_remove (list, tarn_change_list_find (list, tarn_change_get_oid (
                             edit (list, store, NAME, "x"))));
  move (list, FALSE, NULL);
  g_assert_cmpstr (log->str, ==, "0-0+1 1-0+1 2-0+1 1-1+1 0-1+1 0-1+0 0-0+1 ");

  g_assert_finalize_object (list);
  g_assert_finalize_object (store);
}

static void
test_write (void)
{
  TarnStore *store = make_store (device);
  TarnChangeList *list = tarn_change_list_new (store);
  g_autoptr(TarnOid) name = tarn_oid_new (NAME, NULL);
  g_autoptr(TarnNote) note = NULL;
  g_autoptr(TarnNote) none = NULL;
  g_autoptr(GError) error = NULL;

  edit (list, store, NAME, "two");
  edit (list, store, LOCATION, NULL);
  edit (list, store, ABSENT, "new");
  write_all (list);
  assert_list (list, "");
  assert_value (store, NAME, "two");
  assert_value (store, LOCATION, "-");
  assert_value (store, ABSENT, "new");
  note = tarn_store_dup_note (store, name, NULL);
  g_assert_cmpint (note->origin, ==, TARN_ORIGIN_EDIT);

  g_assert_true (move (list, FALSE, &error));
  g_assert_no_error (error);
  assert_list (list, "5.0:one>two 6.0:here>- 7.1:->new");
  assert_value (store, NAME, "one");
  assert_value (store, LOCATION, "here");
  assert_value (store, ABSENT, "-");

  g_assert_true (move (list, TRUE, NULL));
  assert_list (list, "");
  assert_value (store, NAME, "two");
  none = tarn_store_dup_note (store, name, NULL);
  g_assert_nonnull (none);

  g_assert_finalize_object (list);
  g_assert_finalize_object (store);
}

/* Theirs must not be lost: the step is dropped, the one before it can still be taken. */
static void
test_changed_since (void)
{
  TarnStore *store = make_store (device);
  TarnChangeList *list = tarn_change_list_new (store);
  g_autoptr(TarnOid) name = tarn_oid_new (NAME, NULL);
  g_autoptr(TarnValue) theirs = text_value ("theirs");
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  edit (list, store, NAME, "two");
  write_all (list);
  tarn_batch_put (batch, name, theirs);
  g_assert_true (tarn_store_apply (store, batch, NULL));

  g_assert_false (move (list, FALSE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, NAME));
  assert_value (store, NAME, "theirs");
  g_assert_true (move (list, FALSE, NULL));
  assert_list (list, "");
  g_assert_false (tarn_change_list_can_undo (list));

  g_assert_finalize_object (list);
  g_assert_finalize_object (store);
}

/* An agent of its own store, over loopback, and what is known of it. */
typedef struct
{
  TarnStore      *served;
  TarnAgent      *agent;
  TarnStore      *store;
  TarnChangeList *list;
  TarnSession    *session;
  TarnDevice     *device;
} World;

static void
world_init (World      *self,
            const char *fault,
            const char *community)
{
  g_autoptr(GBytes) secret = g_bytes_new_static ("secret", 6);
  g_autoptr(GBytes) reader = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) used = g_bytes_new_static (community, strlen (community));
  g_autoptr(TarnAddress) any = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GError) error = NULL;

  self->served = make_store (device);
  self->agent = tarn_agent_new (self->served);
  tarn_agent_set_read_community (self->agent, reader);
  tarn_agent_set_write_community (self->agent, secret);
  if (fault != NULL)
    g_assert_true (tarn_agent_add_fault (self->agent, fault, &error));
  g_assert_true (tarn_agent_listen (self->agent, any, &error));
  g_assert_no_error (error);

  self->store = make_store (device);
  self->list = tarn_change_list_new (self->store);
  self->session = tarn_session_new ();
  self->device = tarn_device_new (tarn_agent_get_addresses (self->agent)->pdata[0]);
  tarn_device_set_community (self->device, used);
  tarn_device_set_version (self->device, TARN_VERSION_2C);
}

static void
world_clear (World *self)
{
  tarn_agent_stop (self->agent);
  g_clear_object (&self->agent);
  g_assert_finalize_object (self->list);
  g_assert_finalize_object (self->session);
  g_object_unref (self->device);
  g_assert_finalize_object (self->served);
  g_assert_finalize_object (self->store);
}

static gboolean
send (World            *self,
      TarnChangeManner  manner,
      GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tarn_change_list_send_async (self->list, self->session, self->device, NULL, manner, NULL,
                               keep_cb, &result);
  tarn_gui_wait (has_result, &result);
  g_assert_false (tarn_change_list_is_busy (self->list));
  return tarn_change_list_send_finish (self->list, result, error);
}

/* "done done pending" */
static void
assert_states (World      *self,
               const char *expected)
{
  static const char * const words[] = { "pending", "sending", "done", "failed", "unknown" };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(TarnChange) change = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              words[tarn_change_get_state (change)]);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_says (World      *self,
             guint       position,
             const char *word)
{
  g_autoptr(TarnChange) change = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_assert_nonnull (tarn_change_get_text (change));
  if (strstr (tarn_change_get_text (change), word) == NULL)
    g_assert_cmpstr (tarn_change_get_text (change), ==, word);
}

static void
test_send (gconstpointer data)
{
  TarnChangeManner manner = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  World w;

  world_init (&w, NULL, "secret");
  edit (w.list, w.store, NAME, "two");
  edit (w.list, w.store, LOCATION, "there");
  g_assert_true (send (&w, manner, &error));
  g_assert_no_error (error);
  assert_states (&w, "done done");
  assert_value (w.served, NAME, "two");
  assert_value (w.served, LOCATION, "there");
  assert_value (w.store, NAME, "two");
  assert_value (w.store, LOCATION, "there");
  g_assert_false (tarn_change_list_can_undo (w.list));

  tarn_change_list_add_reverse (w.list);
  assert_list (w.list, "6.0:there>here 5.0:two>one");
  g_assert_true (send (&w, manner, NULL));
  assert_value (w.served, NAME, "one");
  tarn_change_list_clear_done (w.list);
  assert_list (w.list, "");
  world_clear (&w);
}

/* Half-way: what succeeded is told apart from what did not (P-SET-03, P-SET-04). */
static void
test_refused (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) again = NULL;
  World w;

  world_init (&w, NULL, "secret");
  edit (w.list, w.store, NAME, "two");
  edit (w.list, w.store, SERVICES, "text");
  edit (w.list, w.store, LOCATION, "there");

  g_assert_false (send (&w, TARN_CHANGE_AT_ONCE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REFUSED);
  assert_states (&w, "pending failed pending");
  assert_says (&w, 0, "Not done");
  assert_says (&w, 1, "(wrongType)");
  assert_value (w.served, NAME, "one");
  g_assert_true (tarn_change_list_can_undo (w.list) == FALSE);

  g_assert_false (send (&w, TARN_CHANGE_EACH, &again));
  g_assert_error (again, TARN_ERROR, TARN_ERROR_REFUSED);
  assert_states (&w, "done failed pending");
  assert_says (&w, 1, "(wrongType)");
  assert_says (&w, 2, "Not sent");
  assert_value (w.served, NAME, "two");
  assert_value (w.store, NAME, "two");
  assert_value (w.served, LOCATION, "here");

  g_autoptr(TarnOid) services = tarn_oid_new (SERVICES, NULL);
  tarn_change_list_remove (w.list, tarn_change_list_find (w.list, services));
  edit (w.list, w.store, ABSENT, "x");
  g_assert_false (send (&w, TARN_CHANGE_EACH, NULL));
  assert_states (&w, "done done failed");
  assert_says (&w, 2, "(noCreation)");
  world_clear (&w);
}

static void
test_not_allowed (void)
{
  g_autoptr(GError) error = NULL;
  World w;

  world_init (&w, NULL, "public");
  edit (w.list, w.store, NAME, "two");
  g_assert_false (send (&w, TARN_CHANGE_AT_ONCE, &error));
  assert_states (&w, "failed");
  assert_says (&w, 0, "(noAccess)");
  assert_value (w.store, NAME, "one");
  world_clear (&w);
}

/* The agent obeys, too late to be heard; reading it again tells (P-SET-10). */
static void
test_lost_answer (void)
{
  g_autoptr(GError) error = NULL;
  World w;

  world_init (&w, "delay=300ms", "secret");
  tarn_device_set_timeout_us (w.device, 200 * 1000);
  tarn_device_set_retries (w.device, 5);
  edit (w.list, w.store, NAME, "two");
  g_assert_false (send (&w, TARN_CHANGE_AT_ONCE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  assert_states (&w, "done");
  assert_says (&w, 0, "only the answer was lost");
  assert_value (w.store, NAME, "two");
  world_clear (&w);
}

static void
test_silence (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  World w;

  world_init (&w, NULL, "secret");
  tarn_device_set_timeout_us (w.device, 50 * 1000);
  tarn_device_set_retries (w.device, 0);
  g_autoptr(GBytes) wrong = g_bytes_new_static ("wrong", 5);
  g_autoptr(GBytes) right = g_bytes_new_static ("secret", 6);
  tarn_device_set_community (w.device, wrong);
  edit (w.list, w.store, NAME, "two");
  edit (w.list, w.store, LOCATION, "there");
  g_assert_false (send (&w, TARN_CHANGE_EACH, &error));
  assert_states (&w, "unknown pending");
  assert_says (&w, 0, "not known");
  assert_value (w.store, NAME, "one");

  /* It is there again, and had never heard of it. */
  tarn_device_set_community (w.device, right);
  tarn_device_set_timeout_us (w.device, 2 * G_USEC_PER_SEC);
  tarn_change_list_verify_async (w.list, w.session, w.device, NULL, keep_cb, &result);
  tarn_gui_wait (has_result, &result);
  g_assert_true (tarn_change_list_send_finish (w.list, result, NULL));
  g_clear_object (&result);
  assert_states (&w, "failed pending");
  assert_says (&w, 0, "Not done");
  world_clear (&w);
}

/* What no SET can say is told before anything is sent. */
static void
test_unsendable (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  World w;

  world_init (&w, NULL, "secret");
  edit (w.list, w.store, NAME, "two");
  edit (w.list, w.store, LOCATION, NULL);
  g_assert_false (send (&w, TARN_CHANGE_AT_ONCE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  assert_states (&w, "pending failed");
  assert_value (w.served, NAME, "one");
  g_assert_true (tarn_change_list_can_undo (w.list));

  /* One operation at a time. */
  tarn_change_list_clear (w.list);
  edit (w.list, w.store, NAME, "two");
  tarn_change_list_send_async (w.list, w.session, w.device, NULL, TARN_CHANGE_EACH, NULL,
                               keep_cb, &first);
  tarn_change_list_write_async (w.list, NULL, NULL, keep_cb, &second);
  tarn_gui_wait (has_result, &second);
  g_assert_false (tarn_change_list_write_finish (w.list, second, NULL));
  tarn_gui_wait (has_result, &first);
  g_assert_true (tarn_change_list_send_finish (w.list, first, NULL));
  g_clear_object (&first);
  g_clear_object (&second);
  world_clear (&w);
}

static void
test_words (void)
{
  for (int status = 1; status <= TARN_STATUS_INCONSISTENT_NAME; status++)
    {
      g_autofree char *text = tarn_change_explain (status);

      g_assert_nonnull (strstr (text, tarn_status_to_string (status)));
      g_assert_cmpuint (strlen (text), >, strlen (tarn_status_to_string (status)) + 10);
    }

  g_autofree char *odd = tarn_change_explain (77);
  g_assert_nonnull (strstr (odd, "77"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change-list/gather", test_gather);
  g_test_add_func ("/change-list/emissions", test_emissions);
  g_test_add_func ("/change-list/write", test_write);
  g_test_add_func ("/change-list/changed since", test_changed_since);
  g_test_add_data_func ("/change-list/send at once", GUINT_TO_POINTER (TARN_CHANGE_AT_ONCE),
                        test_send);
  g_test_add_data_func ("/change-list/send each", GUINT_TO_POINTER (TARN_CHANGE_EACH), test_send);
  g_test_add_func ("/change-list/refused", test_refused);
  g_test_add_func ("/change-list/not allowed", test_not_allowed);
  g_test_add_func ("/change-list/lost answer", test_lost_answer);
  g_test_add_func ("/change-list/silence", test_silence);
  g_test_add_func ("/change-list/unsendable", test_unsendable);
  g_test_add_func ("/change-list/words", test_words);
  return g_test_run ();
}
