/* tarn.h
 *
 * The public face of libtarn.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-address.h"
#include "base/tarn-anomaly-count.h"
#include "base/tarn-anomaly.h"
#include "base/tarn-error.h"
#include "base/tarn-oid.h"
#include "base/tarn-row.h"
#include "base/tarn-span.h"
#include "base/tarn-types.h"
#include "base/tarn-value.h"
#include "base/tarn-varbind.h"
#include "mib/tarn-mib-node-value.h"
#include "mib/tarn-mib-node.h"
#include "mib/tarn-mib-types.h"
#include "mib/tarn-mib-value-flags.h"
#include "mib/tarn-mib.h"
#include "net/tarn-device.h"
#include "net/tarn-profile.h"
#include "net/tarn-session.h"
#include "ops/tarn-agent.h"
#include "ops/tarn-anonymise.h"
#include "ops/tarn-check.h"
#include "ops/tarn-fault.h"
#include "ops/tarn-format.h"
#include "ops/tarn-import.h"
#include "ops/tarn-inference.h"
#include "ops/tarn-mib-check.h"
#include "ops/tarn-mib-import.h"
#include "ops/tarn-mib-load.h"
#include "ops/tarn-mirror.h"
#include "ops/tarn-scan-capture.h"
#include "ops/tarn-scan.h"
#include "ops/tarn-verdict.h"
#include "ops/tarn-walk.h"
#include "store/tarn-batch.h"
#include "store/tarn-capture.h"
#include "store/tarn-changed-range.h"
#include "store/tarn-composed-store.h"
#include "store/tarn-memory-store.h"
#include "store/tarn-note.h"
#include "store/tarn-store.h"
