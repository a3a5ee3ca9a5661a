/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-browser-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "tarn-command.h"

#define WAIT_US    (20 * G_USEC_PER_SEC)
#define LOOK_US    20000
#define MAX_DEPTH  40

/* Lets the library that listens hear what was said, and gives the program time to say more. */
static void
listen (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_usleep (LOOK_US);
}

/* Goes through what there is, in the order of the screen.  GTK 4.8 does not tell which page of
 * a stack is in front. */
static gboolean
walk (AtspiAccessible *accessible,
      guint            depth,
      TarnBrowserVisit visit,
      gpointer         data)
{
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);
  int n = atspi_accessible_get_child_count (accessible, NULL);

  if (visit (accessible, name != NULL ? name : "", data))
    return TRUE;

  for (int i = 0; i < n && depth < MAX_DEPTH; i++)
    {
      g_autoptr(AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);

      if (child != NULL && walk (child, depth + 1, visit, data))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  AtspiRole        role;
  const char      *name;
  AtspiAccessible *found;
} Search;

static gboolean
matches_cb (AtspiAccessible *accessible,
            const char      *name,
            gpointer         data)
{
  Search *search = data;

  if (strstr (name, search->name) == NULL
      || atspi_accessible_get_role (accessible, NULL) != search->role)
    return FALSE;
  search->found = g_object_ref (accessible);
  return TRUE;
}

AtspiAccessible *
tarn_browser_look (TarnBrowser *self,
                   AtspiRole    role,
                   const char  *name)
{
  Search search = { role, name, NULL };

  atspi_accessible_clear_cache (self->application);
  walk (self->application, 0, matches_cb, &search);
  return search.found;
}

static gboolean
tell_cb (AtspiAccessible *accessible,
         const char      *name,
         gpointer         data)
{
  g_autofree char *role = atspi_accessible_get_role_name (accessible, NULL);

  g_string_append_printf (data, "\n# %s “%.60s”", role, name);
  return FALSE;
}

static void
fail_with_screen (TarnBrowser *self,
                  const char  *what,
                  const char  *name)
{
  g_autoptr(GString) text = g_string_new (NULL);

  walk (self->application, 0, tell_cb, text);
  g_error ("%s “%s” is not there; there is:%s", what, name, text->str);
}

AtspiAccessible *
tarn_browser_find (TarnBrowser *self,
                   AtspiRole    role,
                   const char  *name)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  AtspiAccessible *found;

  while ((found = tarn_browser_look (self, role, name)) == NULL)
    {
      if (g_get_monotonic_time () > until)
        fail_with_screen (self, "what is looked for", name);
      listen ();
    }
  return found;
}

void
tarn_browser_press (TarnBrowser *self,
                    AtspiRole    role,
                    const char  *name)
{
  g_autoptr(AtspiAccessible) button = tarn_browser_find (self, role, name);
  g_autoptr(AtspiAction) action = atspi_accessible_get_action_iface (button);
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (action);
  atspi_action_do_action (action, 0, &error);
  g_assert_no_error (error);
}

static gboolean
has_part_cb (AtspiAccessible *accessible,
             const char      *name,
             gpointer         data)
{
  g_autoptr(AtspiText) text = NULL;
  g_autofree char *content = NULL;

  if (strstr (name, data) != NULL)
    return TRUE;
  /* Labels have their text for a name. */
  if (atspi_accessible_get_role (accessible, NULL) != ATSPI_ROLE_TEXT)
    return FALSE;
  text = atspi_accessible_get_text_iface (accessible);
  if (text == NULL)
    return FALSE;
  content = atspi_text_get_text (text, 0, -1, NULL);
  return content != NULL && strstr (content, data) != NULL;
}

void
tarn_browser_wait_for (TarnBrowser *self,
                       const char  *part)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;

  for (;;)
    {
      atspi_accessible_clear_cache (self->application);
      if (walk (self->application, 0, has_part_cb, (gpointer) part))
        return;
      if (g_get_monotonic_time () > until)
        fail_with_screen (self, "the text", part);
      listen ();
    }
}

void
tarn_browser_wait_gone (TarnBrowser *self,
                        AtspiRole    role,
                        const char  *name)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  AtspiAccessible *found;

  while ((found = tarn_browser_look (self, role, name)) != NULL)
    {
      g_object_unref (found);
      if (g_get_monotonic_time () > until)
        fail_with_screen (self, "what should have gone", name);
      listen ();
    }
}

static gboolean
has_focus_cb (AtspiAccessible *accessible,
              const char      *name,
              gpointer         data)
{
  g_autoptr(AtspiStateSet) states = atspi_accessible_get_state_set (accessible);

  return strstr (name, data) != NULL && states != NULL
         && atspi_state_set_contains (states, ATSPI_STATE_FOCUSED);
}

void
tarn_browser_wait_focus (TarnBrowser *self,
                         const char  *name)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;

  for (;;)
    {
      atspi_accessible_clear_cache (self->application);
      if (walk (self->application, 0, has_focus_cb, (gpointer) name))
        return;
      if (g_get_monotonic_time () > until)
        fail_with_screen (self, "the focus on", name);
      listen ();
    }
}

void
tarn_browser_key (TarnBrowser *self,
                  const char  *keys)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", keys, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

void
tarn_browser_choose (TarnBrowser *self,
                     const char  *name,
                     guint        n,
                     const char  *choice)
{
  g_autoptr(AtspiAccessible) box = tarn_browser_find (self, ATSPI_ROLE_COMBO_BOX, name);
  g_autoptr(AtspiAccessible) button = atspi_accessible_get_child_at_index (box, 0, NULL);
  g_autoptr(AtspiAction) action = NULL;
  g_autoptr(AtspiAccessible) there = NULL;

  g_assert_nonnull (button);
  action = atspi_accessible_get_action_iface (button);
  g_assert_nonnull (action);
  /* It is clicked a quarter of a second later, and the list takes keys when it is there. */
  g_assert_true (atspi_action_do_action (action, 0, NULL));
  there = tarn_browser_find (self, ATSPI_ROLE_LABEL, choice);
  for (guint i = 0; i < n; i++)
    tarn_browser_key (self, "Down");
  tarn_browser_key (self, "Return");
}

void
tarn_browser_type (TarnBrowser *self,
                   const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "type", text, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

void
tarn_browser_go (TarnBrowser *self,
                 const char  *oid)
{
  tarn_browser_key (self, "ctrl+l");
  tarn_browser_type (self, oid);
  tarn_browser_key (self, "Return");
}

void
tarn_browser_each (TarnBrowser      *self,
                   TarnBrowserVisit  visit,
                   gpointer          data)
{
  atspi_accessible_clear_cache (self->application);
  walk (self->application, 0, visit, data);
}

/* By its process, for there may be one of another test. */
static AtspiAccessible *
find_application (guint pid)
{
  g_autoptr(AtspiAccessible) desktop = atspi_get_desktop (0);
  int n;

  atspi_accessible_clear_cache (desktop);
  n = atspi_accessible_get_child_count (desktop, NULL);
  for (int i = 0; i < n; i++)
    {
      g_autoptr(AtspiAccessible) child = atspi_accessible_get_child_at_index (desktop, i, NULL);

      if (child != NULL && atspi_accessible_get_process_id (child, NULL) == pid)
        return g_steal_pointer (&child);
    }
  return NULL;
}

void
tarn_browser_start (TarnBrowser *self,
                    const char  *path)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr(GError) error = NULL;
  gint64 until = g_get_monotonic_time () + WAIT_US;
  guint pid;

  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "atspi", TRUE);
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", TRUE);
  g_subprocess_launcher_setenv (launcher, "TARN_MIBS", self->without_mibs ? "none" : "", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "ASAN_OPTIONS");
  self->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("TARN_BROWSER"), path,
                                               NULL);
  g_assert_no_error (error);
  pid = (guint) g_ascii_strtoull (g_subprocess_get_identifier (self->process), NULL, 10);
  while ((self->application = find_application (pid)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      listen ();
    }
}

void
tarn_browser_open (TarnBrowser *self,
                   const char  *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("TARN_BROWSER"), path,
                      NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *) data = TRUE;
}

void
tarn_browser_stop (TarnBrowser *self,
                   int          signal)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  gboolean ended = FALSE;

  if (signal != 0)
    g_subprocess_send_signal (self->process, signal);
  else
    tarn_browser_key (self, "ctrl+q");

  g_subprocess_wait_async (self->process, NULL, ended_cb, &ended);
  while (!ended)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      listen ();
    }
  if (signal == 0)
    {
      g_assert_true (g_subprocess_get_if_exited (self->process));
      g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
    }
  g_clear_object (&self->application);
  g_clear_object (&self->process);
}

void
tarn_browser_set_up (TarnBrowser   *self,
                     gconstpointer  data)
{
  static const char *const variables[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };

  self->folder = g_dir_make_tmp ("tarn-browser-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (self->folder, variables[i], NULL);

      g_setenv (variables[i], folder, TRUE);
    }
}

/* @path, and all that is in it. */
static void
remove_all (const char *path)
{
  g_autoptr(GDir) files = g_dir_open (path, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      remove_all (file);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* The program may have died of what the test looks for: then nobody has stopped it. */
void
tarn_browser_tear_down (TarnBrowser   *self,
                        gconstpointer  data)
{
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->application);
  g_clear_object (&self->process);
  remove_all (self->folder);
  g_free (self->folder);
}

char *
tarn_browser_make_demo (TarnBrowser *self)
{
  g_autofree char *recording =
    g_build_filename (g_getenv ("TARN_DATA_DIR"), "demo", "switch.snmprec", NULL);
  char *capture = g_build_filename (self->folder, "switch.tarn", NULL);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn import {} -o {}", recording, capture);
  g_assert_cmpint (run.status, ==, 0);
  return capture;
}

int
tarn_browser_run_tests (int                    *argc,
                        char                 ***argv,
                        const TarnBrowserTest  *tests,
                        guint                   n)
{
  int status;

  g_test_init (argc, argv, NULL);
  /* The library that listens warns where it asks for what a program has not. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  atspi_init ();
  for (guint i = 0; i < n; i++)
    g_test_add (tests[i].path, TarnBrowser, tests[i].data, tarn_browser_set_up, tests[i].test,
                tarn_browser_tear_down);
  status = g_test_run ();
  atspi_exit ();
  return status;
}
