/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(TarnApplication) application = tarn_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
