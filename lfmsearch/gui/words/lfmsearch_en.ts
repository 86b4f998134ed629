<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Condition</name>
        <message numerus="yes">
            <source>Learning the meaning of %n document(s).</source>
            <translation>
                <numerusform>Learning the meaning of %n document.</numerusform>
                <numerusform>Learning the meaning of %n documents.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reading, %n file(s) to go.</source>
            <translation>
                <numerusform>Reading, %n file to go.</numerusform>
                <numerusform>Reading, %n files to go.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Up to date: %n document(s).</source>
            <translation>
                <numerusform>Up to date: %n document.</numerusform>
                <numerusform>Up to date: %n documents.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message numerus="yes">
            <source>Read %n place(s)</source>
            <translation>
                <numerusform>Read %n place</numerusform>
                <numerusform>Read %n places</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Hit</name>
        <message numerus="yes">
            <source>%n more in this conversation</source>
            <translation>
                <numerusform>%n more in this conversation</numerusform>
                <numerusform>%n more in this conversation</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n places</source>
            <translation>
                <numerusform>in %n place</numerusform>
                <numerusform>in %n places</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>IndexPage</name>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n document</numerusform>
                <numerusform>%n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n passage(s)</source>
            <translation>
                <numerusform>%n passage</numerusform>
                <numerusform>%n passages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Languages</name>
        <message numerus="yes">
            <source>%n language(s)</source>
            <translation>
                <numerusform>%n language</numerusform>
                <numerusform>%n languages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Measures</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>about %n hour</numerusform>
                <numerusform>about %n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>about %n minute</numerusform>
                <numerusform>about %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n file(s). They are still found by their names; nothing is hidden from you.</source>
            <translation>
                <numerusform>%n file. It is still found by its name; nothing is hidden from you.</numerusform>
                <numerusform>%n files. They are still found by their names; nothing is hidden from you.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Sources</name>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n document</numerusform>
                <numerusform>%n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n kept in the cloud</source>
            <translation>
                <numerusform>%n kept in the cloud</numerusform>
                <numerusform>%n kept in the cloud</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n problem(s)</source>
            <translation>
                <numerusform>%n problem</numerusform>
                <numerusform>%n problems</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rule(s) of yours</source>
            <translation>
                <numerusform>%n rule of yours</numerusform>
                <numerusform>%n rules of yours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message numerus="yes">
            <source>%n could not be read</source>
            <translation>
                <numerusform>%n could not be read</numerusform>
                <numerusform>%n could not be read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s)</source>
            <translation>
                <numerusform>%n document</numerusform>
                <numerusform>%n documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) are only loosely related to it.</source>
            <translation>
                <numerusform>%n document is only loosely related to it.</numerusform>
                <numerusform>%n documents are only loosely related to it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n document(s) can be found by words only so far.</source>
            <translation>
                <numerusform>%n document can be found by words only so far.</numerusform>
                <numerusform>%n documents can be found by words only so far.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) could not be read…</source>
            <translation>
                <numerusform>%n file could not be read…</numerusform>
                <numerusform>%n files could not be read…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) have not been read yet; it may be in one of them.</source>
            <translation>
                <numerusform>%n file has not been read yet; it may be in it.</numerusform>
                <numerusform>%n files have not been read yet; it may be in one of them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) still to be read</source>
            <translation>
                <numerusform>%n file still to be read</numerusform>
                <numerusform>%n files still to be read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n loosely related</source>
            <translation>
                <numerusform>%n loosely related</numerusform>
                <numerusform>%n loosely related</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n result</numerusform>
                <numerusform>%n results</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message numerus="yes">
            <source>%n file(s) could not be read…</source>
            <translation>
                <numerusform>%n file could not be read…</numerusform>
                <numerusform>%n files could not be read…</numerusform>
            </translation>
        </message>
    </context>
</TS>
