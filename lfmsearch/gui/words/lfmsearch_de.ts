<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <source>The file is on the clipboard.</source>
            <translation>Die Datei ist in der Zwischenablage.</translation>
        </message>
        <message>
            <source>The passage is on the clipboard.</source>
            <translation>Die Textstelle ist in der Zwischenablage.</translation>
        </message>
        <message>
            <source>The path is on the clipboard.</source>
            <translation>Der Pfad ist in der Zwischenablage.</translation>
        </message>
    </context>
    <context>
        <name>AddPlaces</name>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Add what is searched</source>
            <translation>Was durchsucht wird</translation>
        </message>
        <message>
            <source>Nothing is read before you add it.</source>
            <translation>Nichts wird gelesen, bevor Sie es hinzufügen.</translation>
        </message>
    </context>
    <context>
        <name>Condition</name>
        <message numerus="yes">
            <source>Learning the meaning of %n document(s).</source>
            <translation>
                <numerusform>Lernt die Bedeutung von %n Dokument.</numerusform>
                <numerusform>Lernt die Bedeutung von %n Dokumenten.</numerusform>
            </translation>
        </message>
        <message>
            <source>Looking for changes.</source>
            <translation>Sieht nach Änderungen.</translation>
        </message>
        <message>
            <source>Paused. %1</source>
            <translation>Angehalten. %1</translation>
        </message>
        <message numerus="yes">
            <source>Reading, %n file(s) to go.</source>
            <translation>
                <numerusform>Liest, noch %n Datei.</numerusform>
                <numerusform>Liest, noch %n Dateien.</numerusform>
            </translation>
        </message>
        <message>
            <source>The background service does not start.</source>
            <translation>Der Hintergrunddienst startet nicht.</translation>
        </message>
        <message>
            <source>The background service has ended and is started again.</source>
            <translation>Der Hintergrunddienst hat geendet und wird neu gestartet.</translation>
        </message>
        <message numerus="yes">
            <source>Up to date: %n document(s).</source>
            <translation>
                <numerusform>Auf dem neuesten Stand: %n Dokument.</numerusform>
                <numerusform>Auf dem neuesten Stand: %n Dokumente.</numerusform>
            </translation>
        </message>
        <message>
            <source>lfmsearch is starting.</source>
            <translation>lfmsearch startet.</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>%1 searches from anywhere.</source>
            <translation>%1 sucht von überall aus.</translation>
        </message>
        <message>
            <source>lfmsearch goes on in the tray.</source>
            <translation>lfmsearch läuft im Infobereich weiter.</translation>
        </message>
    </context>
    <context>
        <name>Example</name>
        <message>
            <source>contract kind:mail has:attachment</source>
            <translation>Vertrag kind:mail has:attachment</translation>
        </message>
        <message>
            <source>warranty for the washing machine</source>
            <translation>Garantie der Waschmaschine</translation>
        </message>
        <message>
            <source>what did the plumber charge us last spring</source>
            <translation>was hat der Klempner im Frühjahr verlangt</translation>
        </message>
    </context>
    <context>
        <name>Filter</name>
        <message>
            <source>Attachments</source>
            <translation>Anhänge</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>Letzte 30 Tage</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>Letzte 7 Tage</translation>
        </message>
        <message>
            <source>Mails</source>
            <translation>Mails</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notizen</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
    </context>
    <context>
        <name>FilterPanel</name>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>Always at hand</source>
            <translation>Immer zur Hand</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Begin to search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Choose folders, mail and notes. Nothing has been read so far, and nothing ever leaves this computer.</source>
            <translation>Wählen Sie Ordner, Mails und Notizen. Bisher wurde nichts gelesen, und nichts verlässt je diesen Rechner.</translation>
        </message>
        <message>
            <source>Choose later</source>
            <translation>Später wählen</translation>
        </message>
        <message>
            <source>Find by meaning</source>
            <translation>Über die Bedeutung finden</translation>
        </message>
        <message>
            <source>Go on without</source>
            <translation>Ohne weiter</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>One key brings up the search, whatever you are doing.</source>
            <translation>Eine Tastenkombination holt die Suche, was immer Sie gerade tun.</translation>
        </message>
        <message numerus="yes">
            <source>Read %n place(s)</source>
            <translation>
                <numerusform>%n Ort lesen</numerusform>
                <numerusform>%n Orte lesen</numerusform>
            </translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>Schritt {0} von {1}</translation>
        </message>
        <message>
            <source>Welcome to lfmsearch</source>
            <translation>Willkommen bei lfmsearch</translation>
        </message>
        <message>
            <source>What may be found?</source>
            <translation>Was darf gefunden werden?</translation>
        </message>
        <message>
            <source>With a model, “what did the plumber charge” finds the invoice that never says plumber. Without one, search is by words alone; you can add it later.</source>
            <translation>Mit einem Modell findet „was hat der Klempner verlangt“ auch die Rechnung, in der kein Klempner vorkommt. Ohne Modell zählen nur die Wörter; Sie können es später holen.</translation>
        </message>
    </context>
    <context>
        <name>HeldHotkey</name>
        <message>
            <source>Show or hide the quick-find</source>
            <translation>Schnellsuche zeigen oder verbergen</translation>
        </message>
    </context>
    <context>
        <name>Hit</name>
        <message numerus="yes">
            <source>%n more in this conversation</source>
            <translation>
                <numerusform>%n weitere in diesem Verlauf</numerusform>
                <numerusform>%n weitere in diesem Verlauf</numerusform>
            </translation>
        </message>
        <message>
            <source>Below this, only loosely related</source>
            <translation>Ab hier nur entfernt verwandt</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>von {0}</translation>
        </message>
        <message numerus="yes">
            <source>in %n places</source>
            <translation>
                <numerusform>an %n Ort</numerusform>
                <numerusform>an %n Orten</numerusform>
            </translation>
        </message>
        <message>
            <source>in “{0}”</source>
            <translation>in „{0}“</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>nicht verbunden</translation>
        </message>
        <message>
            <source>page {0}</source>
            <translation>Seite {0}</translation>
        </message>
        <message>
            <source>sheet {0}</source>
            <translation>Blatt {0}</translation>
        </message>
        <message>
            <source>slide {0}</source>
            <translation>Folie {0}</translation>
        </message>
        <message>
            <source>to {0}</source>
            <translation>an {0}</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>gestern</translation>
        </message>
    </context>
    <context>
        <name>Hotkey</name>
        <message>
            <source>Another program has {0}. Click to record others.</source>
            <translation>{0} gehört schon einem anderen Programm. Klicken, um andere Tasten aufzunehmen.</translation>
        </message>
        <message>
            <source>Any key that your desktop lets you bind to “lfmsearch toggle” does the same.</source>
            <translation>Jede Taste, die Ihr Desktop mit „lfmsearch toggle“ belegen kann, tut dasselbe.</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Keys of the quick-find</source>
            <translation>Tasten der Schnellsuche</translation>
        </message>
        <message>
            <source>No hotkey.</source>
            <translation>Keine Tasten.</translation>
        </message>
        <message>
            <source>Quick-find</source>
            <translation>Schnellsuche</translation>
        </message>
        <message>
            <source>Works in every program. Click to record others.</source>
            <translation>Wirkt in jedem Programm. Klicken, um andere aufzunehmen.</translation>
        </message>
        <message>
            <source>Your desktop asks you whether lfmsearch may have these keys.</source>
            <translation>Ihr Desktop fragt Sie, ob lfmsearch diese Tasten haben darf.</translation>
        </message>
        <message>
            <source>Your desktop chose these keys; its keyboard settings change them.</source>
            <translation>Ihr Desktop hat diese Tasten gewählt; seine Tastatureinstellungen ändern sie.</translation>
        </message>
        <message>
            <source>Your desktop gives no hotkey to programs.</source>
            <translation>Ihr Desktop gibt Programmen keine Tasten.</translation>
        </message>
    </context>
    <context>
        <name>IndexPage</name>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n Dokument</numerusform>
                <numerusform>%n Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n passage(s)</source>
            <translation>
                <numerusform>%n Textstelle</numerusform>
                <numerusform>%n Textstellen</numerusform>
            </translation>
        </message>
        <message>
            <source>Build the index anew</source>
            <translation>Den Index neu aufbauen</translation>
        </message>
        <message>
            <source>Build the index anew?</source>
            <translation>Den Index neu aufbauen?</translation>
        </message>
        <message>
            <source>Changes are noticed by themselves; this looks at every file.</source>
            <translation>Änderungen werden von selbst bemerkt; dies sieht jede Datei an.</translation>
        </message>
        <message>
            <source>Delete everything</source>
            <translation>Alles löschen</translation>
        </message>
        <message>
            <source>Delete everything lfmsearch has made?</source>
            <translation>Alles löschen, was lfmsearch angelegt hat?</translation>
        </message>
        <message>
            <source>Delete everything…</source>
            <translation>Alles löschen …</translation>
        </message>
        <message>
            <source>Delete what lfmsearch has made</source>
            <translation>Löschen, was lfmsearch angelegt hat</translation>
        </message>
        <message>
            <source>Everything lfmsearch knows lies on this computer, readable by you alone. Nothing is sent anywhere.</source>
            <translation>Alles, was lfmsearch weiß, liegt auf diesem Rechner und ist nur für Sie lesbar. Nichts wird irgendwohin gesendet.</translation>
        </message>
        <message>
            <source>Index</source>
            <translation>Index</translation>
        </message>
        <message>
            <source>Index and privacy</source>
            <translation>Index und Privatsphäre</translation>
        </message>
        <message>
            <source>Index, models, history and settings. Your own files stay.</source>
            <translation>Index, Modelle, Verlauf und Einstellungen. Ihre eigenen Dateien bleiben.</translation>
        </message>
        <message>
            <source>It is being built anew.</source>
            <translation>Er wird neu aufgebaut.</translation>
        </message>
        <message>
            <source>It is gone.</source>
            <translation>Es ist gelöscht.</translation>
        </message>
        <message>
            <source>Leaving</source>
            <translation>Abschied</translation>
        </message>
        <message>
            <source>Look for changes</source>
            <translation>Nach Änderungen sehen</translation>
        </message>
        <message>
            <source>Look now</source>
            <translation>Jetzt nachsehen</translation>
        </message>
        <message>
            <source>Looking through your folders now.</source>
            <translation>Sieht jetzt Ihre Ordner durch.</translation>
        </message>
        <message>
            <source>Reads everything again. Only needed when something is wrong with it.</source>
            <translation>Liest alles noch einmal. Nur nötig, wenn etwas mit ihm nicht stimmt.</translation>
        </message>
        <message>
            <source>Rebuild</source>
            <translation>Neu aufbauen</translation>
        </message>
        <message>
            <source>Rebuild…</source>
            <translation>Neu aufbauen …</translation>
        </message>
        <message>
            <source>The index, the models, your history, the list of what is searched, and all settings are deleted, and lfmsearch quits. What stays: your own files, the program, and a log that names none of your files.</source>
            <translation>Der Index, die Modelle, Ihr Verlauf, die Liste der durchsuchten Orte und alle Einstellungen werden gelöscht, und lfmsearch beendet sich. Was bleibt: Ihre eigenen Dateien, das Programm und ein Protokoll, das keine Ihrer Dateien nennt.</translation>
        </message>
        <message>
            <source>Until it is built, less is found. Sources, settings, models and history stay.</source>
            <translation>Bis er aufgebaut ist, wird weniger gefunden. Durchsuchte Orte, Einstellungen, Modelle und Verlauf bleiben.</translation>
        </message>
        <message>
            <source>Upkeep</source>
            <translation>Pflege</translation>
        </message>
        <message>
            <source>Where it lies</source>
            <translation>Wo er liegt</translation>
        </message>
    </context>
    <context>
        <name>Languages</name>
        <message numerus="yes">
            <source>%n language(s)</source>
            <translation>
                <numerusform>%n Sprache</numerusform>
                <numerusform>%n Sprachen</numerusform>
            </translation>
        </message>
        <message>
            <source>English</source>
            <translation>Englisch</translation>
        </message>
        <message>
            <source>German</source>
            <translation>Deutsch</translation>
        </message>
    </context>
    <context>
        <name>LeftOutDialog</name>
        <message>
            <source>A rule of yours takes in what is wanted all the same. “lfmsearch why FILE” says which rule holds a file back.</source>
            <translation>Eine eigene Regel nimmt auf, was trotzdem gewünscht ist. „lfmsearch why DATEI“ sagt, welche Regel eine Datei zurückhält.</translation>
        </message>
        <message>
            <source>What is left out</source>
            <translation>Was ausgelassen wird</translation>
        </message>
        <message>
            <source>What is left out, and why</source>
            <translation>Was ausgelassen wird, und warum</translation>
        </message>
    </context>
    <context>
        <name>ListHead</name>
        <message>
            <source>Back to the search</source>
            <translation>Zurück zur Suche</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Did you mean “{0}”?</source>
            <translation>Meinten Sie „{0}“?</translation>
        </message>
        <message>
            <source>Like “{0}”</source>
            <translation>Wie „{0}“</translation>
        </message>
        <message>
            <source>Number of results</source>
            <translation>Zahl der Treffer</translation>
        </message>
        <message>
            <source>Relevance</source>
            <translation>Relevanz</translation>
        </message>
        <message>
            <source>Sort by {0}</source>
            <translation>Nach {0} ordnen</translation>
        </message>
    </context>
    <context>
        <name>Login</name>
        <message>
            <source>At login</source>
            <translation>Bei der Anmeldung</translation>
        </message>
        <message>
            <source>Start at login</source>
            <translation>Bei der Anmeldung starten</translation>
        </message>
        <message>
            <source>Then the key works at once, and what is new is found at once.</source>
            <translation>Dann wirkt die Taste sofort, und Neues ist sofort zu finden.</translation>
        </message>
    </context>
    <context>
        <name>Look</name>
        <message>
            <source>Appearance</source>
            <translation>Erscheinungsbild</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Looks</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Of buttons and menus. Documents are found in any.</source>
            <translation>Von Knöpfen und Menüs. Dokumente werden in jeder Sprache gefunden.</translation>
        </message>
        <message>
            <source>Taken up at the next start of lfmsearch.</source>
            <translation>Gilt ab dem nächsten Start von lfmsearch.</translation>
        </message>
    </context>
    <context>
        <name>MailHead</name>
        <message>
            <source>Attachment {0}, {1}</source>
            <translation>Anhang {0}, {1}</translation>
        </message>
        <message>
            <source>Bcc</source>
            <translation>Bcc</translation>
        </message>
        <message>
            <source>Cc</source>
            <translation>Cc</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open {0}</source>
            <translation>{0} öffnen</translation>
        </message>
        <message>
            <source>Show it here</source>
            <translation>Hier zeigen</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>To</source>
            <translation>An</translation>
        </message>
        <message>
            <source>and {0} more</source>
            <translation>und {0} weitere</translation>
        </message>
        <message>
            <source>{0} more attachments</source>
            <translation>{0} weitere Anhänge</translation>
        </message>
    </context>
    <context>
        <name>MainMenu</name>
        <message>
            <source>Files that could not be read…</source>
            <translation>Dateien, die nicht lesbar waren …</translation>
        </message>
        <message>
            <source>Go on indexing</source>
            <translation>Weiter indizieren</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Pause indexing for an hour</source>
            <translation>Indizieren eine Stunde anhalten</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
    </context>
    <context>
        <name>Measures</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n Datei</numerusform>
                <numerusform>%n Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing to read in it.</source>
            <translation>Nichts zu lesen darin.</translation>
        </message>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>etwa %n Stunde</numerusform>
                <numerusform>etwa %n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>etwa %n Minute</numerusform>
                <numerusform>etwa %n Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>more than {0}</source>
            <translation>mehr als {0}</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>Copy file</source>
            <translation>Datei kopieren</translation>
        </message>
        <message>
            <source>Copy passage</source>
            <translation>Textstelle kopieren</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Everything from {0}</source>
            <translation>Alles von {0}</translation>
        </message>
        <message>
            <source>Everything in {0}</source>
            <translation>Alles in {0}</translation>
        </message>
        <message>
            <source>Everything of type {0}</source>
            <translation>Alles vom Typ {0}</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Ähnliches</translation>
        </message>
        <message>
            <source>Not this</source>
            <translation>Nicht das</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show the whole conversation</source>
            <translation>Den ganzen Verlauf zeigen</translation>
        </message>
        <message>
            <source>Why this?</source>
            <translation>Warum das?</translation>
        </message>
    </context>
    <context>
        <name>ModelCard</name>
        <message>
            <source>Accept and download</source>
            <translation>Annehmen und laden</translation>
        </message>
        <message>
            <source>Back to {0}</source>
            <translation>Zurück zu {0}</translation>
        </message>
        <message>
            <source>Checking the file…</source>
            <translation>Die Datei wird geprüft …</translation>
        </message>
        <message>
            <source>Choose a model file</source>
            <translation>Eine Modelldatei wählen</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Laden</translation>
        </message>
        <message>
            <source>Downloaded once, then everything happens on this computer.</source>
            <translation>Wird einmal geladen, danach geschieht alles auf diesem Rechner.</translation>
        </message>
        <message>
            <source>I have the file…</source>
            <translation>Ich habe die Datei …</translation>
        </message>
        <message>
            <source>It is here and checked. Nothing is sent anywhere: it runs on this computer.</source>
            <translation>Es ist da und geprüft. Nichts wird irgendwohin gesendet: Es läuft auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Models (*.gguf *.whl)</source>
            <translation>Modelle (*.gguf *.whl)</translation>
        </message>
        <message>
            <source>Read the licence</source>
            <translation>Lizenz lesen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stopped. What arrived is kept for the next try.</source>
            <translation>Angehalten. Was schon da ist, bleibt für den nächsten Versuch.</translation>
        </message>
        <message>
            <source>Take the small English model ({0})</source>
            <translation>Das kleine englische Modell nehmen ({0})</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message>
            <source>All models</source>
            <translation>Alle Modelle</translation>
        </message>
        <message>
            <source>Let {0} answer?</source>
            <translation>{0} antworten lassen?</translation>
        </message>
        <message>
            <source>Measuring it on this computer, for some seconds…</source>
            <translation>Wird einige Sekunden lang auf diesem Rechner gemessen …</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>The model finds by meaning. It runs on this computer; what you search and what you have stay here.</source>
            <translation>Das Modell findet über die Bedeutung. Es läuft auf diesem Rechner; was Sie suchen und was Sie haben, bleibt hier.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>Use…</source>
            <translation>Verwenden …</translation>
        </message>
        <message>
            <source>answers now</source>
            <translation>antwortet jetzt</translation>
        </message>
        <message>
            <source>finds by meaning</source>
            <translation>findet über die Bedeutung</translation>
        </message>
        <message>
            <source>here</source>
            <translation>vorhanden</translation>
        </message>
        <message>
            <source>ranks again what was found</source>
            <translation>ordnet Gefundenes neu</translation>
        </message>
        <message>
            <source>{0} passages are learnt anew: {1}, {2} of disk. Until that is done the present model answers.</source>
            <translation>{0} Textstellen werden neu gelernt: {1}, {2} auf dem Datenträger. Bis dahin antwortet das jetzige Modell.</translation>
        </message>
    </context>
    <context>
        <name>PageView</name>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Page {0} of {1}</source>
            <translation>Seite {0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>Places</name>
        <message>
            <source>Allow it under Files and Folders, then choose the folder again. Nothing is tried until then.</source>
            <translation>Erlauben Sie es unter „Dateien und Ordner“ und wählen Sie den Ordner dann noch einmal. Bis dahin wird nichts versucht.</translation>
        </message>
        <message>
            <source>Another folder</source>
            <translation>Ein anderer Ordner</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>Einen Ordner wählen</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Looking for mail and notes…</source>
            <translation>Sucht nach Mails und Notizen …</translation>
        </message>
        <message>
            <source>Mail and notes on this computer</source>
            <translation>Mails und Notizen auf diesem Rechner</translation>
        </message>
        <message>
            <source>Mailboxes and notes inside your folders are read too.</source>
            <translation>Mailboxen und Notizen in Ihren Ordnern werden ebenfalls gelesen.</translation>
        </message>
        <message>
            <source>None found</source>
            <translation>Keine gefunden</translation>
        </message>
        <message>
            <source>Open privacy settings</source>
            <translation>Datenschutz öffnen</translation>
        </message>
        <message>
            <source>counting…</source>
            <translation>wird gezählt …</translation>
        </message>
        <message>
            <source>macOS keeps “{0}” closed to lfmsearch</source>
            <translation>macOS hält „{0}“ für lfmsearch verschlossen</translation>
        </message>
        <message>
            <source>searched already</source>
            <translation>wird schon durchsucht</translation>
        </message>
    </context>
    <context>
        <name>Power</name>
        <message>
            <source>Always</source>
            <translation>Immer</translation>
        </message>
        <message>
            <source>Go on anyway for an hour</source>
            <translation>Trotzdem eine Stunde weitermachen</translation>
        </message>
        <message>
            <source>Indexing stops rather than fill the disk.</source>
            <translation>Bevor der Datenträger voll wird, hört das Indizieren auf.</translation>
        </message>
        <message>
            <source>Keep free on the disk</source>
            <translation>Auf dem Datenträger frei lassen</translation>
        </message>
        <message>
            <source>Learn meanings on battery too</source>
            <translation>Bedeutungen auch im Akkubetrieb lernen</translation>
        </message>
        <message>
            <source>New files are found by their words at once in any case.</source>
            <translation>Neue Dateien sind in jedem Fall sofort über ihre Wörter zu finden.</translation>
        </message>
        <message>
            <source>On battery</source>
            <translation>Im Akkubetrieb</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energie</translation>
        </message>
        <message>
            <source>Right now</source>
            <translation>Gerade jetzt</translation>
        </message>
        <message>
            <source>Searching always works. This is about the reading and learning in the background, which gives way to you.</source>
            <translation>Suchen geht immer. Hier geht es um das Lesen und Lernen im Hintergrund, das Ihnen den Vortritt lässt.</translation>
        </message>
        <message>
            <source>Stop below</source>
            <translation>Aufhören unter</translation>
        </message>
        <message>
            <source>Stop in low power mode</source>
            <translation>Im Stromsparmodus aufhören</translation>
        </message>
        <message>
            <source>Stop while the computer is hot</source>
            <translation>Aufhören, solange der Rechner heiß ist</translation>
        </message>
        <message>
            <source>What is left then is for your own work.</source>
            <translation>Was dann übrig ist, gehört Ihrer eigenen Arbeit.</translation>
        </message>
    </context>
    <context>
        <name>PreviewBar</name>
        <message>
            <source>1 match</source>
            <translation>1 Fundstelle</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back to {0}</source>
            <translation>Zurück zu {0}</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>Nächste Fundstelle</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Nächste Seite</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Page {0} of {1}</source>
            <translation>Seite {0} von {1}</translation>
        </message>
        <message>
            <source>Previous match</source>
            <translation>Vorige Fundstelle</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Vorige Seite</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>{0} matches</source>
            <translation>{0} Fundstellen</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>PreviewBody</name>
        <message>
            <source>This is the part around the passage: {0} characters before it and {1} after it are left out.</source>
            <translation>Dies ist der Teil um die Stelle: {0} Zeichen davor und {1} danach sind weggelassen.</translation>
        </message>
    </context>
    <context>
        <name>PreviewPane</name>
        <message>
            <source>It is like what you chose, by the meaning of its passages.</source>
            <translation>Es ähnelt dem, was Sie gewählt haben, in der Bedeutung seiner Textstellen.</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Ähnliches</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Why this?</source>
            <translation>Warum das?</translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n file(s). They are still found by their names; nothing is hidden from you.</source>
            <translation>
                <numerusform>%n Datei. Über ihren Namen ist sie trotzdem zu finden; nichts wird Ihnen verschwiegen.</numerusform>
                <numerusform>%n Dateien. Über ihre Namen sind sie trotzdem zu finden; nichts wird Ihnen verschwiegen.</numerusform>
            </translation>
        </message>
        <message>
            <source>It is being read again…</source>
            <translation>Sie wird noch einmal gelesen …</translation>
        </message>
        <message>
            <source>Nothing: every file that was looked at could be read.</source>
            <translation>Nichts: Jede Datei, die angesehen wurde, war lesbar.</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>Reading the list…</source>
            <translation>Die Liste wird gelesen …</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Mehr zeigen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Try all again</source>
            <translation>Alle noch einmal</translation>
        </message>
        <message>
            <source>What could not be read</source>
            <translation>Was nicht lesbar war</translation>
        </message>
        <message>
            <source>Why?</source>
            <translation>Warum?</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>QuickFind</name>
        <message>
            <source>open</source>
            <translation>öffnen</translation>
        </message>
        <message>
            <source>show in folder</source>
            <translation>im Ordner zeigen</translation>
        </message>
        <message>
            <source>window</source>
            <translation>Fenster</translation>
        </message>
    </context>
    <context>
        <name>Recorder</name>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Press the keys…</source>
            <translation>Tasten drücken …</translation>
        </message>
        <message>
            <source>Press to record other keys; Escape leaves them, Backspace chooses none.</source>
            <translation>Drücken, um andere Tasten aufzunehmen; Escape behält sie, die Rücktaste wählt keine.</translation>
        </message>
    </context>
    <context>
        <name>ResultList</name>
        <message>
            <source>Results</source>
            <translation>Treffer</translation>
        </message>
    </context>
    <context>
        <name>RichPreview</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
    </context>
    <context>
        <name>RulesDialog</name>
        <message>
            <source>Leave out</source>
            <translation>Auslassen</translation>
        </message>
        <message>
            <source>One pattern a line: a name, a folder with / at its end, *.ending.</source>
            <translation>Ein Muster je Zeile: ein Name, ein Ordner mit / am Ende, *.endung.</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>Regeln</translation>
        </message>
        <message>
            <source>Rules for “{0}”</source>
            <translation>Regeln für „{0}“</translation>
        </message>
        <message>
            <source>Take in all the same</source>
            <translation>Trotzdem aufnehmen</translation>
        </message>
        <message>
            <source>What is left out everywhere (hidden files, caches, programs) and is wanted here.</source>
            <translation>Was überall ausgelassen wird (versteckte Dateien, Caches, Programme) und hier gewünscht ist.</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Search your files, mails and notes</source>
            <translation>Dateien, Mails und Notizen durchsuchen</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Index and privacy</source>
            <translation>Index und Privatsphäre</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energie</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>What is searched</source>
            <translation>Was durchsucht wird</translation>
        </message>
    </context>
    <context>
        <name>Sheet</name>
        <message>
            <source>Back to the defaults</source>
            <translation>Zurück zu den Vorgaben</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>{0} is taken: {1}.</source>
            <translation>{0} ist belegt: {1}.</translation>
        </message>
    </context>
    <context>
        <name>SheetsPreview</name>
        <message>
            <source>Sheets</source>
            <translation>Blätter</translation>
        </message>
    </context>
    <context>
        <name>Shortcut</name>
        <message>
            <source>All that can be done with it</source>
            <translation>Alles, was damit geht</translation>
        </message>
        <message>
            <source>Clear, then hide</source>
            <translation>Leeren, dann verbergen</translation>
        </message>
        <message>
            <source>Copy the file</source>
            <translation>Datei kopieren</translation>
        </message>
        <message>
            <source>Copy the passage</source>
            <translation>Stelle kopieren</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Go to the filters</source>
            <translation>Zu den Filtern</translation>
        </message>
        <message>
            <source>Go to the search box</source>
            <translation>Zum Suchfeld</translation>
        </message>
        <message>
            <source>More like this</source>
            <translation>Ähnliches</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>Nächste Fundstelle</translation>
        </message>
        <message>
            <source>Next or previous result</source>
            <translation>Nächster oder voriger Treffer</translation>
        </message>
        <message>
            <source>Not this</source>
            <translation>Nicht das</translation>
        </message>
        <message>
            <source>Open, at the passage where that can be</source>
            <translation>Öffnen, wo möglich an der Stelle</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Previous match</source>
            <translation>Vorige Fundstelle</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <source>Scroll down</source>
            <translation>Nach unten rollen</translation>
        </message>
        <message>
            <source>Scroll up</source>
            <translation>Nach oben rollen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Search again</source>
            <translation>Noch einmal suchen</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Show in its folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show or hide the preview</source>
            <translation>Vorschau zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Show or hide the rest of a conversation</source>
            <translation>Rest einer Unterhaltung zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Sort by date or by relevance</source>
            <translation>Nach Datum oder Relevanz ordnen</translation>
        </message>
        <message>
            <source>The same from the preview</source>
            <translation>Dasselbe aus der Vorschau</translation>
        </message>
        <message>
            <source>These shortcuts</source>
            <translation>Diese Tasten</translation>
        </message>
        <message>
            <source>What was searched for before, in an empty box</source>
            <translation>Frühere Suchen, im leeren Feld</translation>
        </message>
        <message>
            <source>Why this?</source>
            <translation>Warum das?</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Fenster</translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n Dokument</numerusform>
                <numerusform>%n Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n kept in the cloud</source>
            <translation>
                <numerusform>%n nur in der Cloud</numerusform>
                <numerusform>%n nur in der Cloud</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n problem(s)</source>
            <translation>
                <numerusform>%n Problem</numerusform>
                <numerusform>%n Probleme</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rule(s) of yours</source>
            <translation>
                <numerusform>%n eigene Regel</numerusform>
                <numerusform>%n eigene Regeln</numerusform>
            </translation>
        </message>
        <message>
            <source>Add folders, mail or notes…</source>
            <translation>Ordner, Mails oder Notizen hinzufügen …</translation>
        </message>
        <message>
            <source>Changes are taken up at once. What is removed here is erased from the index, never from your disk.</source>
            <translation>Änderungen gelten sofort. Was hier entfernt wird, verschwindet aus dem Index, nie von Ihrem Datenträger.</translation>
        </message>
        <message>
            <source>Choose folders, mail or notes below.</source>
            <translation>Wählen Sie unten Ordner, Mails oder Notizen.</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>Noch nichts</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen …</translation>
        </message>
        <message>
            <source>Rules…</source>
            <translation>Regeln …</translation>
        </message>
        <message>
            <source>Stop searching “{0}”?</source>
            <translation>„{0}“ nicht mehr durchsuchen?</translation>
        </message>
        <message>
            <source>What is left out, and why</source>
            <translation>Was ausgelassen wird, und warum</translation>
        </message>
        <message>
            <source>What is searched</source>
            <translation>Was durchsucht wird</translation>
        </message>
        <message>
            <source>What was read of it is erased from the index. The folder and everything in it stay as they are.</source>
            <translation>Was davon gelesen wurde, wird aus dem Index gelöscht. Der Ordner und alles darin bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>not there now; what was read of it stays findable</source>
            <translation>gerade nicht da; was davon gelesen wurde, bleibt auffindbar</translation>
        </message>
    </context>
    <context>
        <name>Start</name>
        <message>
            <source>New and changed</source>
            <translation>Neu und geändert</translation>
        </message>
        <message>
            <source>Opened last</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Recent and suggested</source>
            <translation>Zuletzt und vorgeschlagen</translation>
        </message>
        <message>
            <source>Searched for last</source>
            <translation>Zuletzt gesucht</translation>
        </message>
        <message>
            <source>Try asking</source>
            <translation>Fragen Sie zum Beispiel</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message numerus="yes">
            <source>%n could not be read</source>
            <translation>
                <numerusform>%n war nicht lesbar</numerusform>
                <numerusform>%n waren nicht lesbar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n Dokument</numerusform>
                <numerusform>%n Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) are only loosely related to it.</source>
            <translation>
                <numerusform>%n Dokument hat nur entfernt damit zu tun.</numerusform>
                <numerusform>%n Dokumente haben nur entfernt damit zu tun.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) can be found by words only so far.</source>
            <translation>
                <numerusform>%n Dokument ist bisher nur über Wörter zu finden.</numerusform>
                <numerusform>%n Dokumente sind bisher nur über Wörter zu finden.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) could not be read…</source>
            <translation>
                <numerusform>%n Datei war nicht lesbar …</numerusform>
                <numerusform>%n Dateien waren nicht lesbar …</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) have not been read yet; it may be in one of them.</source>
            <translation>
                <numerusform>%n Datei ist noch nicht gelesen; vielleicht steht es in ihr.</numerusform>
                <numerusform>%n Dateien sind noch nicht gelesen; vielleicht steht es in einer davon.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) still to be read</source>
            <translation>
                <numerusform>noch %n Datei zu lesen</numerusform>
                <numerusform>noch %n Dateien zu lesen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n loosely related</source>
            <translation>
                <numerusform>%n entfernt verwandt</numerusform>
                <numerusform>%n entfernt verwandt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n Treffer</numerusform>
                <numerusform>%n Treffer</numerusform>
            </translation>
        </message>
        <message>
            <source>All found by words; {0} of {1} by meaning so far</source>
            <translation>Alles über Wörter zu finden; bisher {0} von {1} über die Bedeutung</translation>
        </message>
        <message>
            <source>Choose the folders, mails and notes that may be found. Nothing is read before you do.</source>
            <translation>Wählen Sie die Ordner, Mails und Notizen, die gefunden werden dürfen. Vorher wird nichts gelesen.</translation>
        </message>
        <message>
            <source>Choose what to search…</source>
            <translation>Wählen, was durchsucht wird …</translation>
        </message>
        <message>
            <source>Did you mean “{0}”?</source>
            <translation>Meinten Sie „{0}“?</translation>
        </message>
        <message>
            <source>Get a model…</source>
            <translation>Ein Modell holen …</translation>
        </message>
        <message>
            <source>Indexing</source>
            <translation>Indiziert</translation>
        </message>
        <message>
            <source>It is being started again. Your index is safe.</source>
            <translation>Er wird neu gestartet. Ihr Index ist sicher.</translation>
        </message>
        <message>
            <source>Learning meanings</source>
            <translation>Lernt Bedeutungen</translation>
        </message>
        <message>
            <source>Looking through your folders</source>
            <translation>Sieht Ihre Ordner durch</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Nothing is searched yet</source>
            <translation>Noch wird nichts durchsucht</translation>
        </message>
        <message>
            <source>Paused: {0}</source>
            <translation>Angehalten: {0}</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>Liest</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Startet …</translation>
        </message>
        <message>
            <source>The search failed</source>
            <translation>Die Suche ist fehlgeschlagen</translation>
        </message>
        <message>
            <source>The search service has ended</source>
            <translation>Der Suchdienst hat geendet</translation>
        </message>
        <message>
            <source>The service has ended. Starting it again…</source>
            <translation>Der Dienst hat geendet. Er wird neu gestartet …</translation>
        </message>
        <message>
            <source>Tidying up</source>
            <translation>Räumt auf</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Try fewer or other words.</source>
            <translation>Versuchen Sie weniger oder andere Wörter.</translation>
        </message>
        <message>
            <source>Without a model only the words themselves are looked for.</source>
            <translation>Ohne Modell wird nur nach den Wörtern selbst gesucht.</translation>
        </message>
        <message>
            <source>Without {0}</source>
            <translation>Ohne {0}</translation>
        </message>
        <message>
            <source>Without {0}: {1}</source>
            <translation>Ohne {0}: {1}</translation>
        </message>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>etwa %n Stunde</numerusform>
                <numerusform>etwa %n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>etwa %n Minute</numerusform>
                <numerusform>etwa %n Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source>{0} of {1} files read so far, newest first</source>
            <translation>bisher {0} von {1} Dateien gelesen, die neuesten zuerst</translation>
        </message>
        <message>
            <source>{0}, by words only: there is no model yet</source>
            <translation>{0}, nur über Wörter: Noch fehlt ein Modell</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>State of the index</source>
            <translation>Stand des Index</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>TablePreview</name>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
    </context>
    <context>
        <name>TextPreview</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message numerus="yes">
            <source>%n file(s) could not be read…</source>
            <translation>
                <numerusform>%n Datei war nicht lesbar …</numerusform>
                <numerusform>%n Dateien waren nicht lesbar …</numerusform>
            </translation>
        </message>
        <message>
            <source>For 2 hours</source>
            <translation>Für 2 Stunden</translation>
        </message>
        <message>
            <source>For 30 minutes</source>
            <translation>Für 30 Minuten</translation>
        </message>
        <message>
            <source>Go on anyway for an hour</source>
            <translation>Trotzdem eine Stunde weitermachen</translation>
        </message>
        <message>
            <source>Open lfmsearch</source>
            <translation>lfmsearch öffnen</translation>
        </message>
        <message>
            <source>Pause indexing</source>
            <translation>Indizieren anhalten</translation>
        </message>
        <message>
            <source>Quick-find</source>
            <translation>Schnellsuche</translation>
        </message>
        <message>
            <source>Quit and stop indexing</source>
            <translation>Beenden und nicht weiter indizieren</translation>
        </message>
        <message>
            <source>Quit; indexing goes on</source>
            <translation>Beenden; das Indizieren geht weiter</translation>
        </message>
        <message>
            <source>Recent searches</source>
            <translation>Letzte Suchen</translation>
        </message>
        <message>
            <source>Resume indexing</source>
            <translation>Weiter indizieren</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <source>Until I resume it</source>
            <translation>Bis ich es fortsetze</translation>
        </message>
        <message>
            <source>Until tomorrow</source>
            <translation>Bis morgen</translation>
        </message>
    </context>
    <context>
        <name>Why</name>
        <message>
            <source>Answers your words</source>
            <translation>Antwortet auf Ihre Wörter</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>It fits all that you narrowed the search to.</source>
            <translation>Es passt zu allem, worauf Sie die Suche eingegrenzt haben.</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <source>Nearest sentence</source>
            <translation>Nächstliegender Satz</translation>
        </message>
        <message>
            <source>Nearness of the passage to your question: {0} of 1.</source>
            <translation>Nähe der Textstelle zu Ihrer Frage: {0} von 1.</translation>
        </message>
        <message>
            <source>None of your words had to be in it.</source>
            <translation>Keines Ihrer Wörter musste darin stehen.</translation>
        </message>
        <message>
            <source>Not in this passage</source>
            <translation>Nicht in dieser Textstelle</translation>
        </message>
        <message>
            <source>Number {0} by meaning.</source>
            <translation>Nummer {0} nach Bedeutung.</translation>
        </message>
        <message>
            <source>Number {0} by words.</source>
            <translation>Nummer {0} nach Wörtern.</translation>
        </message>
        <message>
            <source>Only by meaning</source>
            <translation>Nur über die Bedeutung</translation>
        </message>
        <message>
            <source>Read once more by</source>
            <translation>Noch einmal gelesen von</translation>
        </message>
        <message>
            <source>This passage says {0}.</source>
            <translation>In dieser Textstelle steht {0}.</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Wörter</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Choose a result to read it here</source>
            <translation>Einen Treffer wählen, um ihn hier zu lesen</translation>
        </message>
        <message>
            <source>shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>“{0}” comes lower in this search from now on.</source>
            <translation>„{0}“ steht in dieser Suche von jetzt an weiter unten.</translation>
        </message>
    </context>
    <context>
        <name>_ChipButton</name>
        <message>
            <source>Filter {0}</source>
            <translation>Filter {0}</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove {0}</source>
            <translation>{0} entfernen</translation>
        </message>
        <message>
            <source>{0}. Click to change it.</source>
            <translation>{0}. Klicken, um es zu ändern.</translation>
        </message>
    </context>
</TS>
