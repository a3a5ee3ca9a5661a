/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-application.h"

#include <glib/gi18n.h>

#include "tarn-settings.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(TarnApplication) application = tarn_application_new ();

  if (tarn_settings_get () == NULL)
    {
      g_printerr (_("The schema org.tarn.Browser is not among the GSettings schemas: install "
                    "this program, or say in GSETTINGS_SCHEMA_DIR where it is\n"));
      return 1;
    }
  return g_application_run (G_APPLICATION (application), argc, argv);
}
