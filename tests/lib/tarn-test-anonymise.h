/* tarn-test-anonymise.h
 *
 * Anonymises a store and insists on all that holds for any.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-anonymise.h"

/* As many varbinds, ascending, of the same types, as long but for texts, numbers as they
 * were; nothing is left. */
TarnStore *tarn_test_anonymise            (TarnStore            *in,
                                           const char           *key,
                                           TarnAnonymiseReport **report);
/* The same with an anonymiser of the test's. */
TarnStore *tarn_test_anonymise_with       (TarnAnonymiser       *anonymiser,
                                           TarnStore            *in,
                                           TarnAnonymiseReport **report);
