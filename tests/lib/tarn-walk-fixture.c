/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-walk-fixture.h"

#include "tarn-test.h"

/* No walk of these tests needs more requests; one that does is endless. */
#define MOST_REQUESTS 2000

void
walk_setup (WalkFixture  *f,
            gconstpointer data)
{
  f->agent = tarn_fake_agent_new ();
  f->version = TARN_VERSION_2C;
  f->now_us = 1000000;
  f->names = g_ptr_array_new_with_free_func (g_free);
  tarn_walk_machine_init (&f->machine);
  tarn_message_init (&f->reply);
}

void
walk_teardown (WalkFixture  *f,
               gconstpointer data)
{
  tarn_fake_agent_free (f->agent);
  g_ptr_array_unref (f->names);
  tarn_walk_machine_clear (&f->machine);
  tarn_message_clear (&f->reply);
}

void
walk_add_root (WalkFixture *f,
               const char  *root,
               const char  *marker)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (root);
  g_autoptr(TarnOid) after = tarn_test_oid (marker != NULL ? marker : root);
  TarnName end;

  tarn_name_set_end (&end, tarn_oid_span (oid));
  tarn_walk_machine_add (&f->machine, tarn_oid_span (oid), tarn_oid_span (after),
                         tarn_name_span (&end), marker == NULL);
}

void
walk_add_everything (WalkFixture *f)
{
  tarn_walk_machine_add (&f->machine, tarn_span (NULL, 0), tarn_span (NULL, 0),
                         tarn_span (NULL, 0), FALSE);
}

static void
keep_names (WalkFixture *f,
            guint        n_stretches)
{
  for (guint i = 0; i < n_stretches; i++)
    {
      const TarnWalkStretch *stretch = &f->machine.stretches[i];

      for (guint j = 0; j < stretch->n_rows; j++)
        {
          char text[TARN_NAME_MAX_TEXT];

          tarn_name_to_text (stretch->rows[j].name, text);
          g_ptr_array_add (f->names, g_strdup (text + 1));
        }
    }
}

static TarnSpan
ask_agent (WalkFixture       *f,
           const TarnWalkAsk *ask,
           guint8            *in)
{
  guint8 out[2048];
  TarnRow rows[TARN_WALK_MAX_SHARED];
  TarnPdu pdu = { .type = ask->type, .request_id = 1 };
  TarnBerWriter writer;

  if (ask->type == TARN_PDU_GET_BULK)
    pdu.max_repetitions = (gint32) ask->repetitions;
  for (guint i = 0; i < ask->n_names; i++)
    rows[i] = tarn_row_unspecified (ask->names[i]);
  tarn_ber_writer_init (&writer, out, sizeof out);
  g_assert_true (tarn_message_encode (&writer, f->version, tarn_span ("public", 6), &pdu,
                                      rows, ask->n_names));

  return tarn_fake_agent_answer (f->agent, tarn_ber_writer_span (&writer), in);
}

gboolean
walk_ask (WalkFixture *f)
{
  g_autofree guint8 *in = g_malloc (TARN_MESSAGE_MAX);
  g_autofree guint8 *exact = NULL;
  TarnWalkAsk ask;
  TarnWalkAsk again;
  TarnSpan answer;

  switch (tarn_walk_machine_next (&f->machine, f->now_us, &ask))
    {
    case TARN_WALK_ASK:
      break;
    case TARN_WALK_WAIT:
      g_assert_cmpint (f->machine.wake_us, <, G_MAXINT64);
      f->now_us = f->machine.wake_us;
      return TRUE;
    case TARN_WALK_DONE:
      return FALSE;
    default:
      g_assert_not_reached ();
    }

  /* One request is in flight. */
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &again), ==, TARN_WALK_WAIT);

  answer = ask_agent (f, &ask, in);
  f->now_us += 1000;
  if (answer.len == 0)
    {
      tarn_walk_machine_feed_none (&f->machine, ask.slot, TARN_GAP_NO_ANSWER, f->now_us);
      return TRUE;
    }

  exact = g_memdup2 (answer.data, answer.len);
  g_assert_true (tarn_message_decode (&f->reply, tarn_span (exact, answer.len),
                                      TARN_PROFILE_LENIENT));
  keep_names (f, tarn_walk_machine_feed (&f->machine, ask.slot, &f->reply, f->now_us));

  return TRUE;
}

void
walk_run (WalkFixture *f)
{
  guint n_requests = 0;

  tarn_walk_machine_begin (&f->machine, f->version, f->now_us);
  while (walk_ask (f))
    g_assert_cmpuint (n_requests++, <, MOST_REQUESTS);

  g_assert_cmpuint (f->machine.n_rows, ==, f->names->len);
}

void
walk_assert_complete (WalkFixture *f,
                      guint        n_rows)
{
  for (guint i = 0; i < f->machine.gaps->len; i++)
    {
      g_autofree char *text = tarn_gap_to_string (g_ptr_array_index (f->machine.gaps, i));

      g_test_message ("gap: %s", text);
    }

  g_assert_cmpuint (f->machine.gaps->len, ==, 0);
  g_assert_cmpuint (f->names->len, ==, n_rows);
}

void
walk_assert_gap (WalkFixture *f,
                 guint        index,
                 const char  *text)
{
  g_autofree char *is = NULL;

  g_assert_cmpuint (f->machine.gaps->len, >, index);
  is = tarn_gap_to_string (g_ptr_array_index (f->machine.gaps, index));
  g_assert_cmpstr (is, ==, text);
}

void
walk_assert_names (WalkFixture *f,
                   const char  *names)
{
  g_autofree char *is = NULL;

  g_ptr_array_add (f->names, NULL);
  is = g_strjoinv (" ", (char **) f->names->pdata);
  g_ptr_array_set_size (f->names, (int) f->names->len - 1);
  g_assert_cmpstr (is, ==, names);
}

void
walk_assert_log (WalkFixture *f,
                 const char  *log)
{
  g_assert_cmpstr (f->agent->log->str, ==, log);
}
