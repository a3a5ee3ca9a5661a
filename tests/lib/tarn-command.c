/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-command.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define PIPE_OCTETS 65536

GPtrArray *
tarn_command_line (const char *arguments,
                   va_list     args)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) error = NULL;

  g_shell_parse_argv (arguments, NULL, &words, &error);
  g_assert_no_error (error);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strstr (words[i], "{}");

      if (i == 0 && strcmp (words[i], "tarn") == 0)
        g_ptr_array_add (argv, g_strdup (g_getenv ("TARN_COMMAND")));
      else if (at != NULL)
        g_ptr_array_add (argv, g_strdup_printf ("%.*s%s%s", (int) (at - words[i]), words[i],
                                                va_arg (args, const char *), at + 2));
      else
        g_ptr_array_add (argv, g_strdup (words[i]));
    }

  g_ptr_array_add (argv, NULL);
  return argv;
}

/* A test that aborts leaves no agent behind. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
start (const char *arguments,
       va_list     args)
{
  g_autoptr(GPtrArray) argv = tarn_command_line (arguments, args);
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  /* A program need not read what we write to it. */
  signal (SIGPIPE, SIG_IGN);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                        | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static int
exit_status (GSubprocess *process)
{
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : 128 + g_subprocess_get_term_sig (process);
}

void
tarn_run (TarnRun    *self,
          const char *input,
          const char *arguments,
          ...)
{
  g_autoptr(GSubprocess) process = NULL;
  gsize len = input != NULL ? strlen (input) : 0;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;

  va_start (args, arguments);
  process = start (arguments, args);
  va_end (args);

  /* A command need not read this, and what it says is wanted all the same: so what a
   * pipe holds is written before. */
  if (len <= PIPE_OCTETS)
    {
      g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), input, len, NULL, NULL,
                                 &error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
        g_clear_error (&error);
      g_assert_no_error (error);
      len = 0;
    }

  bytes = g_bytes_new (input, len);
  g_subprocess_communicate (process, bytes, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  self->status = exit_status (process);
}

static const char *
as_text (GBytes **bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (*bytes, &len);
  GBytes *text;

  if (len > 0 && data[len - 1] == '\0')
    return data;

  text = g_bytes_new_take (g_strndup (data != NULL ? data : "", len), len + 1);
  g_bytes_unref (*bytes);
  *bytes = text;
  return g_bytes_get_data (text, NULL);
}

const char *
tarn_run_out (TarnRun *self)
{
  return as_text (&self->out);
}

const char *
tarn_run_err (TarnRun *self)
{
  return as_text (&self->err);
}

void
tarn_run_clear (TarnRun *self)
{
  g_clear_pointer (&self->out, g_bytes_unref);
  g_clear_pointer (&self->err, g_bytes_unref);
}

GSubprocess *
tarn_start (const char *arguments,
            ...)
{
  GSubprocess *process;
  va_list args;

  va_start (args, arguments);
  process = start (arguments, args);
  va_end (args);

  return process;
}

int
tarn_end (GSubprocess *process,
          int          signal)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_send_signal (process, signal);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  return exit_status (process);
}

static GSubprocess *
serve (char       **target,
       const char  *listen,
       const char  *arguments,
       va_list      args)
{
  g_autofree char *line = NULL;
  g_autofree char *all = g_strdup_printf ("tarn serve --listen %s:0 %s", listen, arguments);
  g_autofree char *says = g_strdup_printf (" at %s:", listen);
  g_autoptr(GDataInputStream) out = NULL;
  g_autoptr(GError) error = NULL;
  const char *at;
  GSubprocess *process;

  process = start (all, args);

  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_test_message ("%s", line);

  at = g_strrstr (line, says);
  g_assert_nonnull (at);
  *target = g_strdup (at + strlen (" at "));
  return process;
}

GSubprocess *
tarn_serve (char       **target,
            const char  *arguments,
            ...)
{
  GSubprocess *process;
  va_list args;

  va_start (args, arguments);
  process = serve (target, "127.0.0.1", arguments, args);
  va_end (args);

  return process;
}

GSubprocess *
tarn_serve_everywhere (guint16    *port,
                       const char *arguments,
                       ...)
{
  g_autofree char *target = NULL;
  GSubprocess *process;
  va_list args;

  va_start (args, arguments);
  process = serve (&target, "0.0.0.0", arguments, args);
  va_end (args);

  *port = (guint16) g_ascii_strtoull (strrchr (target, ':') + 1, NULL, 10);
  return process;
}
