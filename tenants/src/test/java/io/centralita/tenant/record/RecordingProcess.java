package io.centralita.tenant.record;

import static io.centralita.tenant.record.Reports.NOON;

import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import java.time.InstantSource;

/// A process with twenty calls, in each of which a word is said every tenth of a second, until it
/// is killed. It prints the number of each word after it was handed to the records.
final class RecordingProcess {
    static final int CALLS = 20;
    static final int WORDS_A_SECOND = 10;

    private RecordingProcess() {}

    /// @param arguments the address of the database
    public static void main(String[] arguments) throws InterruptedException {
        var database = Database.open(DatabaseSettings.parse(arguments[0]));
        var records = SqlCallRecords.open(database, InstantSource.system());
        for (int words = 1; ; words++) {
            for (int call = 0; call < CALLS; call++) {
                records.save(Reports.talking("CA" + call, NOON, words));
            }
            System.out.println(words);
            Thread.sleep(1_000 / WORDS_A_SECOND);
        }
    }
}
