/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-helper-process.h"

void
tarn_helper_process_start (TarnHelperProcess *self,
                           const char        *name)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "system", name, NULL);
  g_autoptr(GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, program, NULL);
  g_assert_no_error (error);
  self->orders = g_subprocess_get_stdin_pipe (self->process);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
}

void
tarn_helper_process_order (TarnHelperProcess *self,
                           const char        *format,
                           ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  /* A helper that is dead already shows itself by its answer. */
  g_output_stream_write_all (self->orders, line, strlen (line), NULL, NULL, NULL);
  g_output_stream_write_all (self->orders, "\n", 1, NULL, NULL, NULL);
}

char *
tarn_helper_process_answer (TarnHelperProcess *self)
{
  return g_data_input_stream_read_line_utf8 (self->answers, NULL, NULL, NULL);
}

void
tarn_helper_process_expect (TarnHelperProcess *self,
                            const char        *expected)
{
  g_autofree char *answer = tarn_helper_process_answer (self);

  g_assert_cmpstr (answer, ==, expected);
}

void
tarn_helper_process_end (TarnHelperProcess *self)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_close (self->orders, NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->answers);
  g_clear_object (&self->process);
}

void
tarn_helper_process_kill (TarnHelperProcess *self)
{
  g_subprocess_force_exit (self->process);
  tarn_helper_process_end (self);
}
